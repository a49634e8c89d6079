#!/bin/sh
# Many writes as in a shell script: eight curl processes at a time. $1 is the file of rows.
tail -n +2 "$1" | cut -d, -f1,2 | tr , ' ' | xargs -P8 -L1 sh -c '
  exec curl --silent --fail --output /dev/null --request POST --header "Authorization: ApiKey $NOVU_SECRET_KEY" \
    --header "Content-Type: application/json" --data "{\"status\":\"done\",\"payload\":{\"by\":\"ada\"}}" \
    "$NOVU_API_URL/v1/subscribers/$0/messages/$1/actions/primary"'
