package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.problem.Nearest;
import io.fairlead.wire.dialect.slurm.Option.Treatment;
import io.fairlead.wire.dialect.slurm.Option.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options that one program has. */
final class Options {
    private static final String ONE_QUEUE = "every job waits in one queue here";
    private static final String NO_STEPS = "a job here is one container";
    private static final String NO_NODES = "leave it out: the job is placed where it fits";

    /** Of sbatch, of srun and of {@code #SBATCH} lines: what one of them alone has means nothing to the others. */
    static final Options SLURM = slurm();

    /** Of {@code apptainer exec} and {@code run}. */
    static final Options APPTAINER = apptainer();

    private final Map<String, Option> byName = new LinkedHashMap<>();

    private Options() {}

    private static Options slurm() {
        Options all = new Options();
        all.taken(Value.REQUIRED, "J job-name", "t time", "c cpus-per-task", "n ntasks", "N nodes", "G gpus");
        all.taken(Value.REQUIRED, "o output", "e error", "i input", "D chdir", "A account", "C constraint");
        all.taken(Value.REQUIRED, "mem", "mem-per-cpu", "mem-per-gpu", "gres", "gpus-per-node", "gpus-per-task");
        all.taken(Value.REQUIRED, "ntasks-per-node", "cpus-per-gpu", "open-mode", "comment", "export", "wrap");
        all.taken(Value.REQUIRED, "w nodelist");
        all.taken(Value.NONE, "H hold", "W wait", "parsable", "Q quiet");
        all.silent(Value.NONE, "v verbose", "u unbuffered", "O overcommit", "s oversubscribe", "k no-kill");
        all.silent(Value.NONE, "ignore-pbs", "no-requeue", "exact", "overlap", "l label");
        all.silent(Value.REQUIRED, "hint", "m distribution", "gpu-bind", "cpu-bind", "mem-bind", "propagate");
        all.silent(Value.OPTIONAL, "get-user-env", "kill-on-bad-exit");
        all.noticed(Value.REQUIRED, ONE_QUEUE, "p partition", "q qos", "wckey", "priority");
        all.noticed(Value.OPTIONAL, ONE_QUEUE, "nice");
        all.noticed(
                Value.REQUIRED, "nothing is mailed here; fairlead wait JOB tells the end", "mail-type", "mail-user");
        all.noticed(Value.OPTIONAL, "a job has what it asks for, and never less", "exclusive");
        all.noticed(
                Value.NONE, "a job whose node was lost is tried again only where its definition says so", "requeue");
        all.noticed(Value.REQUIRED, NO_STEPS, "threads-per-core", "ntasks-per-socket", "mincpus", "B extra-node-info");
        all.noticed(Value.REQUIRED, "the wish --time counts", "time-min");
        all.noticed(Value.REQUIRED, "the container's own layer has the site's bound", "tmp");
        all.taken(Value.REQUIRED, "d dependency", "b begin", "a array", "reservation");
        all.notYet(Value.REQUIRED, "leave it out, and submit again what came too late", "deadline");
        all.notYet(Value.REQUIRED, "catch SIGTERM, which comes before the kill at the end of --time", "signal");
        all.notYet(Value.NONE, "fairlead check judges a definition without handing it in", "test-only");
        all.taken(Value.NONE, "pty");
        all.refused(Value.REQUIRED, NO_NODES, "x exclude", "F nodefile", "gpu-freq", "L licenses", "gpus-per-socket");
        all.refused(Value.REQUIRED, "a job runs as the one who submits it; leave it out", "uid", "gid");
        all.refused(Value.REQUIRED, "run on one machine, or use the real Slurm of your site", "mpi", "multi-prog");
        pyxis(all);
        return all;
    }

    /** Of the plugin by which Slurm starts containers without another program. */
    private static void pyxis(Options all) {
        all.taken(Value.REQUIRED, Pyxis.IMAGE, Pyxis.MOUNTS, Pyxis.FOLDER);
        all.taken(Value.NONE, Pyxis.HOME);
        all.silent(Value.NONE, "no-container-mount-home", "no-container-entrypoint", "no-container-remap-root");
        all.silent(Value.NONE, "container-writable");
        all.noticed(Value.NONE, "a job is who submits it, in its container too", "container-remap-root");
        all.noticed(Value.REQUIRED, "the variables that --export names go along", "container-env");
        all.refused(
                Value.REQUIRED,
                "leave it out: a container is made for each job, and goes with it",
                "container",
                "container-name",
                "container-save");
        all.refused(Value.NONE, "write the entrypoint's program before the command", "container-entrypoint");
        all.refused(
                Value.NONE,
                "leave it out: what is mounted for reading is said with it: SRC:DST:ro",
                "container-readonly");
    }

    private static Options apptainer() {
        Options all = new Options();
        all.taken(Value.REQUIRED, "B bind", "env", "pwd", "cwd");
        all.taken(Value.NONE, "no-home", "c contain", "C containall");
        all.silent(Value.NONE, "nv", "rocm", "nvccli", "e cleanenv", "writable-tmpfs", "i ipc", "p pid", "u userns");
        all.silent(Value.NONE, "compat", "no-init", "no-eval", "no-umask", "no-privs", "unsquash", "uts", "sharens");
        all.silent(Value.NONE, "q quiet", "s silent", "d debug", "v verbose", "nocolor", "disable-cache");
        all.silent(Value.REQUIRED, "no-mount", "hostname");
        all.noticed(Value.REQUIRED, "/tmp is the job's own", "W workdir", "S scratch");
        all.notYet(Value.REQUIRED, "write the variables out: --env A=1,B=2", "env-file");
        all.notYet(Value.REQUIRED, "write -B SOURCE:TARGET", "mount");
        all.refused(Value.NONE, "a container's image is never changed here: build another one", "w writable");
        all.refused(Value.NONE, "a job runs as you, never as root; leave it out", "f fakeroot", "allow-setuid");
        all.refused(Value.REQUIRED, "bind a folder for what is to be written: -B SOURCE:TARGET", "o overlay");
        all.refused(Value.REQUIRED, "leave it out: your own home is mounted", "H home");
        all.refused(Value.REQUIRED, "name the program of that app itself", "app");
        all.refused(Value.REQUIRED, "leave it out: jobs have no further rights", "add-caps", "security", "fusemount");
        return all;
    }

    private void taken(Value value, String... names) {
        add(value, Treatment.TAKEN, "", names);
    }

    private void silent(Value value, String... names) {
        add(value, Treatment.SILENT, "", names);
    }

    private void noticed(Value value, String why, String... names) {
        add(value, Treatment.NOTICED, why, names);
    }

    private void notYet(Value value, String meanwhile, String... names) {
        add(value, Treatment.NOT_YET, meanwhile, names);
    }

    private void refused(Value value, String fix, String... names) {
        add(value, Treatment.REFUSED, fix, names);
    }

    /** @param names each a long name, or a letter and a long name with a blank between */
    private void add(Value value, Treatment treatment, String note, String... names) {
        for (String both : names) {
            boolean hasLetter = both.length() > 2 && both.charAt(1) == ' ';
            String name = hasLetter ? both.substring(2) : both;
            byName.put(name, new Option(name, hasLetter ? both.charAt(0) : ' ', value, treatment, note));
        }
    }

    /** By its long name, or the one name that begins so, as GNU's getopt has it. */
    Optional<Option> named(String name) {
        Option exact = byName.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        List<Option> begun = new ArrayList<>();
        byName.values().stream().filter(it -> it.name().startsWith(name)).forEach(begun::add);
        return begun.size() == 1 && name.length() > 2 ? Optional.of(begun.getFirst()) : Optional.empty();
    }

    Optional<Option> lettered(char letter) {
        return byName.values().stream().filter(it -> it.letter() == letter).findFirst();
    }

    /** {@code ; did you mean --time?}, or nothing. */
    String near(String name) {
        return Nearest.of(name, byName.keySet())
                .map(it -> "; did you mean --" + it + "?")
                .orElse("");
    }
}
