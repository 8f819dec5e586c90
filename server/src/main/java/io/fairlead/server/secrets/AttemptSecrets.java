package io.fairlead.server.secrets;

import io.fairlead.core.job.SecretUse;
import io.fairlead.core.job.Submission;
import io.fairlead.core.port.ContainerSpec.Mount;
import io.fairlead.core.problem.FieldPath;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.problem.ProblemException;
import io.fairlead.core.volume.MountTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Hands a job's secrets to one attempt: as variables, or as files in memory whose paths the variables have. */
public final class AttemptSecrets {
    private static final FieldPath SECRETS = FieldPath.of("request", "docker", "secrets");

    private final UserSecrets secrets;
    private final MemoryFiles files;

    public AttemptSecrets(UserSecrets secrets, MemoryFiles files) {
        this.secrets = secrets;
        this.files = files;
    }

    /**
     * What an attempt is handed.
     *
     * @param variables with the values, or the paths of the files
     */
    public record Handed(SequencedMap<String, String> variables, List<Mount> mounts) {
        /** Without the values. */
        @Override
        public String toString() {
            return "Handed[" + variables.keySet() + ", " + mounts + "]";
        }
    }

    /**
     * The values of now, whatever they were at the submit; again under the same paths.
     *
     * @throws ProblemException where one was deleted meanwhile, or there is no memory for files
     */
    public Handed hand(String attempt, Submission submission) throws IOException {
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        List<Mount> mounts = new ArrayList<>();
        List<Problem> gone = new ArrayList<>();
        long uid = submission.owner().uid();
        for (Map.Entry<String, SecretUse> entry :
                submission.definition().docker().secrets().entrySet()) {
            SecretUse use = entry.getValue();
            Optional<String> value = secrets.value(uid, use.secret());
            if (value.isEmpty()) {
                gone.add(SecretsProblems.GONE.problem(SECRETS.key(entry.getKey()), use.secret(), "name", use.secret()));
            } else if (use.file().isPresent()) {
                String target = use.file().map(MountTarget::path).get();
                var source = files.write(
                        attempt,
                        mounts.size(),
                        value.get(),
                        uid,
                        submission.owner().gid());
                mounts.add(new Mount.Bind(source.toString(), target, true));
                variables.put(entry.getKey(), target);
            } else {
                variables.put(entry.getKey(), withoutLineEnd(value.get()));
            }
        }
        if (!gone.isEmpty()) {
            files.remove(attempt);
            throw new ProblemException(gone);
        }
        return new Handed(variables, mounts);
    }

    /** What a shell or an editor puts at the end of a text is no part of a token. */
    private static String withoutLineEnd(String value) {
        return value.endsWith("\n") ? value.substring(0, value.length() - (value.endsWith("\r\n") ? 2 : 1)) : value;
    }

    /** The files have reached the container, or never will. */
    public void forget(String attempt) throws IOException {
        files.remove(attempt);
    }
}
