# Runs a script of sbatch in the one container of its job: $1 the interpreter, $2 its argument or nothing,
# $3 the script, then the script's own arguments. srun and apptainer become programs that pass on what follows.
tools=/tmp/slurm-job-$SLURM_JOB_ID
mkdir -p "$tools/bin" || exit 1
printf '%s\n' "$3" > "$tools/slurm_script"
cat > "$tools/bin/apptainer" <<'END_OF_TOOL'
#!/bin/sh
refuse() { echo "apptainer: $1" >&2; echo "  fix: $2" >&2; exit 255; }
absolute() { case $1 in /*|*://*) echo "$1" ;; *) echo "$(cd "$PWD/${1%"${1##*/}"}" 2>/dev/null && pwd)/${1##*/}" ;; esac; }
while :; do
    case ${1-} in
        -q|-s|-d|-v|--quiet|--silent|--debug|--verbose|--nocolor) shift ;;
        --version|version) echo "apptainer version inside-the-container"; exit 0 ;;
        *) break ;;
    esac
done
verb=${1-}
case $verb in
    exec|run) shift ;;
    *) refuse "$verb does not run inside a job" "there are apptainer exec and apptainer run" ;;
esac
bound() {
    case ",$SLURM_APPTAINER_BINDS," in *",$1,"*) ;; *)
        refuse "$1 was not bound when the job began" "write the path out in the script, so that it is seen at the submit" ;;
    esac
}
binds() { old=$IFS; IFS=,; for bind in $1; do bound "$bind"; done; IFS=$old; }
variables() { old=$IFS; IFS=,; for pair in $1; do export "$pair"; done; IFS=$old; }
while [ $# -gt 0 ]; do
    case $1 in
        --bind=*) binds "${1#*=}" ;;
        -B|--bind) shift; binds "$1" ;;
        -B*) binds "${1#-B}" ;;
        --env=*) variables "${1#*=}" ;;
        --env) shift; variables "$1" ;;
        --pwd=*|--cwd=*) cd "${1#*=}" || exit 255 ;;
        --pwd|--cwd) shift; cd "$1" || exit 255 ;;
        --workdir|--scratch|--hostname|--no-mount|-W|-S) shift ;;
        --) shift; break ;;
        --writable|-w|--fakeroot|-f|--overlay*|-o|--home*|-H|--app*) refuse "$1 can not be had here" "leave it out" ;;
        -*) ;;
        *) break ;;
    esac
    shift
done
image=${1-}
[ -n "$image" ] || refuse "no image" "write the image before the command"
shift
[ "$(absolute "$image")" = "$SLURM_APPTAINER_IMAGE" ] || [ "${image#docker://}" = "$SLURM_APPTAINER_IMAGE" ] ||
    refuse "this job's container is made of $SLURM_APPTAINER_IMAGE, and $image is another image" "make a job of its own for it"
case $verb in run) set -- /.singularity.d/runscript "$@" ;; esac
[ $# -gt 0 ] || refuse "exec without a command" "write what is to run behind the image"
exec "$@"
END_OF_TOOL
cat > "$tools/bin/srun" <<'END_OF_TOOL'
#!/bin/sh
refuse() { echo "srun: error: $1" >&2; exit 1; }
tasks=${SLURM_NTASKS:-1}
image() {
    image=${1#docker://}
    case $image in *'#'*) image=${image%%#*}/${image#*#} ;; esac
    [ "$image" = "$SLURM_APPTAINER_IMAGE" ] ||
        refuse "this job's container is made of $SLURM_APPTAINER_IMAGE, and $1 is another image"
}
mounts() {
    old=$IFS
    IFS=,
    for bind in $1; do
        case ",$SLURM_APPTAINER_BINDS," in *",$bind,"*) ;; *) refuse "$bind was not mounted when the job began" ;; esac
    done
    IFS=$old
}
while [ $# -gt 0 ]; do
    case $1 in
        --ntasks=*) tasks=${1#*=} ;;
        -n|--ntasks) shift; tasks=$1 ;;
        -n*) tasks=${1#-n} ;;
        --container-image=*) image "${1#*=}" ;;
        --container-image) shift; image "$1" ;;
        --container-mounts=*) mounts "${1#*=}" ;;
        --container-mounts) shift; mounts "$1" ;;
        --container-workdir=*) cd "${1#*=}" || exit 1 ;;
        --container-workdir) shift; cd "$1" || exit 1 ;;
        --) shift; break ;;
        --*=*) ;;
        --exclusive|--exact|--overlap|--unbuffered|--label|--quiet|--verbose) ;;
        --container-writable|--container-remap-root|--container-mount-home|--no-container-*) ;;
        -u|-l|-Q|-v|-s|-O|-k) ;;
        --*) shift ;;
        -?) shift ;;
        -*) ;;
        *) break ;;
    esac
    shift
done
[ $# -gt 0 ] || refuse "No command given to execute."
case $tasks in ''|*[!0-9]*) refuse "Invalid numeric value \"$tasks\" for --ntasks." ;; esac
export SLURM_NTASKS="$tasks" SLURM_NPROCS="$tasks" SLURM_PROCID=0 SLURM_LOCALID=0 SLURM_STEP_ID=0
[ "$tasks" -gt 1 ] || exec "$@"
running=
task=0
while [ "$task" -lt "$tasks" ]; do
    SLURM_PROCID=$task SLURM_LOCALID=$task "$@" &
    running="$running $!"
    task=$((task + 1))
done
code=0
for one in $running; do
    wait "$one" || { ended=$?; [ "$ended" -le "$code" ] || code=$ended; }
done
exit "$code"
END_OF_TOOL
printf '#!/bin/sh\nexit 0\n' > "$tools/bin/module"
chmod 755 "$tools/bin/apptainer" "$tools/bin/srun" "$tools/bin/module"
cp "$tools/bin/apptainer" "$tools/bin/singularity" 2>/dev/null || ln -s apptainer "$tools/bin/singularity"
export PATH="$tools/bin:$PATH"
interpreter=$1 argument=$2
shift 3
command -v "$interpreter" >/dev/null || {
    echo "sbatch: the image has no $interpreter, which the script's first line names" >&2
    echo "  fix: name one that it has, as #!/bin/sh" >&2
    exit 127
}
