#!/bin/sh
# A client of Claim Courier with curl and jq: hand in a file, follow it, fetch what was paid.
#
#   examples/submit_and_follow.sh FILE.837 FOLDER
#
# COURIER_API_URL, COURIER_API_KEY, COURIER_PRACTICE_ID and COURIER_ACCOUNT_ID say where and who.
set -eu

file=$1 folder=$2
: "${COURIER_API_URL:?}" "${COURIER_API_KEY:?}" "${COURIER_PRACTICE_ID:?}" "${COURIER_ACCOUNT_ID:?}"

# The key comes from a file descriptor: on the command line every process could read it.
api() {
    path=$1
    shift
    printf 'header = "Authorization: Bearer %s"\n' "$COURIER_API_KEY" |
        curl --silent --show-error --fail-with-body --retry 4 --retry-connrefused \
            --config - "$@" "$COURIER_API_URL$path"
}

batch=$(api "/v1/batches?practice_id=$COURIER_PRACTICE_ID&account_id=$COURIER_ACCOUNT_ID" \
    --header 'Content-Type: application/edi-x12' --data-binary "@$file")
batch_id=$(printf '%s' "$batch" | jq --raw-output .batch_id)

if [ "$(printf '%s' "$batch" | jq --raw-output .status)" = refused ]; then
    printf '%s' "$batch" | jq --raw-output '.findings[] | "\(.level): \(.message) \(.fix)"'
    exit 1
fi

after=0
settled=false
while [ "$settled" = false ]; do
    events=$(api "/v1/events?after=$after")
    after=$(printf '%s' "$events" | jq .after)
    news=$(printf '%s' "$events" | jq --raw-output --arg batch "$batch_id" \
        '.events[] | select(.data.batch_id == $batch) | "\(.seq) \(.time) \(.type) \(.subject)"')
    if [ -z "$news" ]; then
        sleep 1
        continue
    fi
    echo "$news"
    settled=$(api "/v1/batches/$batch_id" | jq '.status == "failed" or (.claims_by_status
        | length > 0 and all(keys[]; IN("awaiting", "pended", "accepted_by_clearinghouse",
        "accepted_by_payer") | not))')
done

mkdir -p "$folder"
umask 077
claims=$(api "/v1/batches/$batch_id/claims?limit=200" | jq --raw-output '.claims[].claim_id')
for claim_id in $claims; do
    api "/v1/claims/$claim_id" |
        jq --raw-output '.timeline[] | .remittance_id | select(. != null)'
done | sort -u | while read -r remittance_id; do
    remittance=$(api "/v1/remittances/$remittance_id")
    forms=$(printf '%s' "$remittance" | jq --raw-output '"835", if .text_key then "txt" else empty end')
    for form in $forms; do
        # The address is good for some minutes and needs no key: it is fetched without one.
        address=$(api "/v1/remittances/$remittance_id/content?form=$form" | jq --raw-output .url)
        printf 'url = "%s"\n' "$address" |
            curl --silent --show-error --fail --config - --output "$folder/$remittance_id.$form"
    done
    printf '%s' "$remittance" |
        jq --raw-output '"saved \(.remittance_id): \(.payer_name) paid \(.amount) USD"'
done
