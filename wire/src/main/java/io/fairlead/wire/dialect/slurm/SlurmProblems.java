package io.fairlead.wire.dialect.slurm;

import io.fairlead.core.problem.ProblemCode;

/** What is refused or noticed about the words of sbatch, srun and apptainer. */
final class SlurmProblems {
    static final ProblemCode NO_INTERPRETER = new ProblemCode(
            "E-SBATCH-NO-INTERPRETER",
            "the script does not begin with #! and the path of an interpreter: sbatch refuses it",
            "write #!/bin/bash as its first line",
            "\"This does not look like a batch script\", says sbatch: the first line names the program that runs the rest.");
    static final ProblemCode CARRIAGE_RETURN = new ProblemCode(
            "E-SBATCH-LINE-ENDS",
            "the script has the line ends of DOS, which sbatch refuses",
            "convert it: sed -i 's/\\r$//' SCRIPT",
            "The carriage return would become part of the interpreter's name and of every last word.");
    static final ProblemCode SCRIPT_UNREADABLE = new ProblemCode(
            "E-SBATCH-SCRIPT",
            "the script {file} can not be read: {why}",
            "give the path of a script",
            "sbatch reads its script when it is typed.");
    static final ProblemCode SCRIPT_LARGE = new ProblemCode(
            "E-SBATCH-SCRIPT-LARGE",
            "the script has {size} bytes, at most {max} are taken",
            "put what is long into a file beside it, and run that",
            "The script travels as one argument of a process, and the kernel bounds those.");
    static final ProblemCode DIRECTIVE_LATE = new ProblemCode(
            "N-SBATCH-DIRECTIVE-LATE",
            "sbatch ignores this, as it stands after the first command: {directive}",
            "move it up, to the other #SBATCH lines",
            "#SBATCH lines count up to the first line that is neither blank nor a comment.");
    static final ProblemCode DIRECTIVE_WORD = new ProblemCode(
            "E-SBATCH-DIRECTIVE-WORD",
            "\"{word}\" is no option: an #SBATCH line holds options alone",
            "begin a remark with # on the same line, or put the value into quotes",
            "A word that belongs to no option is a slip, often of a value with a blank in it.");
    static final ProblemCode OPTION_UNKNOWN = new ProblemCode(
            "E-SLURM-OPTION-UNKNOWN",
            "{program} knows no option {option} here{near}",
            "correct it or leave it out; the guide for people who know Slurm lists what is taken",
            "An option that is not known is never skipped: the job could be another one than was meant.");
    static final ProblemCode OPTION_VALUE = new ProblemCode(
            "E-SLURM-VALUE",
            "{option} {rule}",
            "write it as Slurm's manual has it",
            "The value is not of a form that Slurm takes, or says something that can not be had here.");
    static final ProblemCode OPTION_REFUSED = new ProblemCode(
            "E-SLURM-OPTION-REFUSED",
            "{option} has no meaning here that would be honest",
            "{fix}",
            "What can not be given is refused before the job waits for it.");
    static final ProblemCode NOT_YET = new ProblemCode(
            "E-SLURM-NOT-YET",
            "{option} is not built yet",
            "{meanwhile}",
            "The option will come; until then it is refused and never ignored.");
    static final ProblemCode NO_EFFECT = new ProblemCode(
            "N-SLURM-NO-EFFECT",
            "{option} changes nothing: {why}",
            "",
            "The option is taken so that scripts need no change.");
    static final ProblemCode NO_IMAGE = new ProblemCode(
            "E-SLURM-NO-IMAGE",
            "nothing says in which image this runs",
            "write apptainer exec IMAGE before the command, with a SIF file or docker://NAME:TAG as IMAGE, or --container-image=NAME:TAG",
            "Every job is a container here: of Slurm's jobs those run that use Apptainer or pyxis.");
    static final ProblemCode NO_CONTAINER = new ProblemCode(
            "E-SLURM-NO-CONTAINER",
            "{option} belongs to a container, and --container-image names none",
            "add --container-image=NAME:TAG, or leave it out",
            "Without an image pyxis starts no container, so its other options would mean nothing.");
    static final ProblemCode TWO_IMAGES = new ProblemCode(
            "E-SLURM-TWO-IMAGES",
            "{one} (line {line}) and {other} are two images, and a job is one container",
            "make one script for each, and start the second after the first: sbatch --wait FIRST && sbatch SECOND",
            "The whole script runs inside the image that its apptainer lines name, so they have to name the same one.");
    static final ProblemCode IMAGE_UNKNOWN = new ProblemCode(
            "E-SLURM-IMAGE-UNKNOWN",
            "which image this line uses is known only when it runs",
            "write the path of the SIF file, or set the variable once, to plain text, in the script itself",
            "The image must be there before the job starts, so it is read out of the script.");
    static final ProblemCode IMAGE_KIND = new ProblemCode(
            "E-SLURM-IMAGE-KIND",
            "{image} is neither a SIF file nor docker://NAME:TAG",
            "make a SIF file of it where Apptainer is: apptainer build image.sif {image}",
            "Other sources of Apptainer are not read here.");
    static final ProblemCode VERB = new ProblemCode(
            "E-APPTAINER-VERB",
            "apptainer {verb} does not run in a job here{near}",
            "there are apptainer exec and run, and shell after srun --pty; images are built and pulled before the submit",
            "A job runs in the one container that was made for it.");
    static final ProblemCode SHELL_WORDS = new ProblemCode(
            "E-APPTAINER-SHELL",
            "apptainer shell takes no command",
            "write apptainer exec for a command",
            "It opens a shell, in which commands are typed.");
    static final ProblemCode BIND_UNKNOWN = new ProblemCode(
            "E-APPTAINER-BIND-UNKNOWN",
            "what is bound here is known only when the line runs",
            "write the path, or set the variable once, to plain text, in the script itself",
            "Folders are mounted before the container starts.");
    static final ProblemCode BIND_FORM = new ProblemCode(
            "E-APPTAINER-BIND",
            "\"{bind}\" is not SOURCE, SOURCE:TARGET or SOURCE:TARGET:ro",
            "correct it; several are parted by commas",
            "Apptainer's form of binds, with the options ro and rw.");
    static final ProblemCode COMMAND_MISSING = new ProblemCode(
            "E-APPTAINER-NO-COMMAND",
            "nothing says what is to run in {image}",
            "write the command behind the image, or use apptainer run for what the image says itself",
            "apptainer exec, and srun with an image of its own, run exactly what is given.");
    static final ProblemCode ONE_NODE = new ProblemCode(
            "E-SLURM-ONE-NODE",
            "{option} asks for {nodes} machines, and a job runs on one here",
            "ask for one, or use the real Slurm of your site",
            "Several machines belong to Slurm or Kubernetes.");
    static final ProblemCode TOGETHER = new ProblemCode(
            "E-SLURM-TOGETHER",
            "{one} and {other} say different things",
            "leave one of them out",
            "Slurm takes only one of them.");
    static final ProblemCode MEMORY_SMALL = new ProblemCode(
            "E-SLURM-MEMORY-SMALL",
            "{given} is all that the job may use, and {shm} of it are /dev/shm: nothing is left",
            "ask for more: --mem={least}",
            "Slurm counts /dev/shm as the job's memory; here it comes on top, so the rest is what processes get.");
    static final ProblemCode MEMORY_DEFAULT = new ProblemCode(
            "N-SLURM-MEMORY",
            "no --mem: the job gets {memory}",
            "",
            "Slurm would take the partition's default, often the whole machine.");
    static final ProblemCode OWN_TMP = new ProblemCode(
            "N-SLURM-TMP",
            "/tmp and the image's own folders belong to this job alone: what is written there goes with it",
            "",
            "Apptainer shows the machine's /tmp. Home and the working folder are there as it has them.");
    static final ProblemCode WHOLE_SCRIPT = new ProblemCode(
            "N-SLURM-WHOLE-SCRIPT",
            "the whole script runs inside {image}; {command}, too, comes from there",
            "",
            "srun and apptainer only pass on what follows them, as the script is in the container already.");
    static final ProblemCode MODULES = new ProblemCode(
            "N-SLURM-MODULE",
            "module does nothing here: the image has what the job needs",
            "",
            "Environment modules belong to the machines of a cluster.");
    static final ProblemCode CREDENTIAL = new ProblemCode(
            "N-SLURM-CREDENTIAL",
            "{name} was not taken along, as its name says that it is a credential",
            "give it by hand if the job needs it: --export={name}=VALUE is readable to root and in fairlead show",
            "The variables that a script reads are taken from the shell that submits, but for these.");

    private SlurmProblems() {}
}
