/**
 * Shell text that runs a server in a folder: `sh -c TEXT sh FOLDER PROGRAM ARGUMENTS…`.
 * Standard input is the leash: however its owner ends, the pipe closes, the server is killed and the folder
 * removed. While the file `again` exists, a server that ended is started anew.
 */
export const supervisor = `
folder=$1
shift
trap '' PIPE
exec 3<&0 </dev/null
{
  cat <&3 >/dev/null
  : >"$folder/stop"
  kill -KILL "$(cat "$folder/pid")"
} 2>/dev/null &
while [ ! -e "$folder/stop" ]; do
  rm -f "$folder/again"
  "$@" 3<&- &
  pid=$!
  echo "$pid" >"$folder/pid.new"
  mv "$folder/pid.new" "$folder/pid"
  if [ -e "$folder/stop" ]; then kill -KILL "$pid"; fi
  wait "$pid"
  status=$?
  if [ ! -e "$folder/again" ]; then break; fi
done
rm -rf "$folder"
exit "$status"
`
