#!/bin/sh
# A client of Claim Courier with curl and jq: hand in a file, follow it, fetch what was paid.
#
#   examples/submit_and_follow.sh FILE.837 FOLDER
#
# COURIER_API_URL, COURIER_API_KEY, COURIER_PRACTICE_ID and COURIER_ACCOUNT_ID say where and who.
# Whatever fails ends the script. The shell doesn't see that the first command of a pipeline has
# failed, so every answer is in a variable before anything reads it.
set -eu

file=$1 folder=$2
: "${COURIER_API_URL:?}" "${COURIER_API_KEY:?}" "${COURIER_PRACTICE_ID:?}" "${COURIER_ACCOUNT_ID:?}"

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# The key comes from a file descriptor: on the command line every process could read it. The answer
# goes into a file first: what a failed try was told would stand before it on stdout.
api() {
    path=$1
    shift
    rm -f "$work/answer"
    printf 'header = "Authorization: Bearer %s"\n' "$COURIER_API_KEY" |
        curl --silent --show-error --fail-with-body --retry 4 --retry-connrefused \
            --config - --output "$work/answer" "$@" "$COURIER_API_URL$path" || {
        # Problems have stable codes, words for a person, and an id for our support.
        [ ! -s "$work/answer" ] ||
            jq --raw-output '"\(.code): \(.detail) (\(.request_id))"' "$work/answer" >&2
        exit 1
    }
    cat "$work/answer"
}

# One value of an answer; an answer without it ends the script.
value() {
    printf '%s' "$1" | jq --exit-status --raw-output "$2"
}

# Any number of them, a line each.
values() {
    printf '%s' "$1" | jq --raw-output "$2"
}

batch=$(api "/v1/batches?practice_id=$COURIER_PRACTICE_ID&account_id=$COURIER_ACCOUNT_ID" \
    --header 'Content-Type: application/edi-x12' --data-binary "@$file")
batch_id=$(value "$batch" .batch_id)
status=$(value "$batch" .status)

if [ "$status" = refused ]; then
    values "$batch" '.findings[] | "\(.level): \(.message) \(.fix)"'
    exit 1
fi

after=0
settled=false
while [ "$settled" = false ]; do
    events=$(api "/v1/events?after=$after")
    after=$(value "$events" .after)
    news=$(values "$events" ".events[] | select(.data.batch_id == \"$batch_id\")
        | \"\\(.seq) \\(.time) \\(.type) \\(.subject)\"")
    if [ -z "$news" ]; then
        sleep 1
        continue
    fi
    echo "$news"
    batch=$(api "/v1/batches/$batch_id")
    settled=$(value "$batch" '.status == "failed" or (.claims_by_status
        | length > 0 and all(keys[]; IN("awaiting", "pended", "accepted_by_clearinghouse",
        "accepted_by_payer") | not)) | tostring')
done

# All pages of the claims, and the payments that speak of them.
more=
while :; do
    page=$(api "/v1/batches/$batch_id/claims?limit=200$more")
    values "$page" '.claims[].claim_id' >>"$work/claims"
    cursor=$(value "$page" '.next_cursor | tostring')
    [ "$cursor" != null ] || break
    more="&cursor=$cursor"
done
: >"$work/paid_by"
while read -r claim_id; do
    claim=$(api "/v1/claims/$claim_id")
    values "$claim" '.timeline[].remittance_id | select(. != null)' >>"$work/paid_by"
done <"$work/claims"
sort -u "$work/paid_by" >"$work/remittances"

mkdir -p "$folder"
while read -r remittance_id; do
    remittance=$(api "/v1/remittances/$remittance_id")
    values "$remittance" '"835 \(.raw_sha256)", (.text_sha256 | select(. != null) | "txt \(.)")' \
        >"$work/forms"
    while read -r form sha256; do
        content=$(api "/v1/remittances/$remittance_id/content?form=$form")
        address=$(value "$content" .url)
        # The address is good for some minutes and needs no key: it is fetched without one.
        printf 'url = "%s"\n' "$address" |
            curl --silent --show-error --fail --retry 4 --config - --output "$work/file"
        echo "$sha256  $work/file" | sha256sum --check --status || {
            echo "$remittance_id.$form is not what was archived" >&2
            exit 1
        }
        mv "$work/file" "$folder/$remittance_id.$form"
    done <"$work/forms"
    values "$remittance" '"saved \(.remittance_id): \(.payer_name) paid \(.amount) USD"'
done <"$work/remittances"
