package io.fairlead.engines.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.image.ImageFault;
import io.fairlead.core.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real words of engines. */
final class EngineTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127|[FATAL tini (7)] exec nosuch failed: No such file or directory|E-COMMAND-NOT-FOUND",
                "127|[FATAL tini (12)] exec /opt/my tool failed: No such file or directory|E-COMMAND-NOT-FOUND",
                "1|[FATAL tini (7)] exec /etc/passwd/x failed: Not a directory|E-COMMAND-NOT-FOUND",
                "126|[FATAL tini (7)] exec /etc failed: Permission denied|E-COMMAND-NOT-EXECUTABLE",
                "1|[FATAL tini (7)] exec /bin/x failed: Exec format error|E-COMMAND-WRONG-ARCH",
                "0|[FATAL tini (7)] exec nosuch failed: No such file or directory|-",
                "127|sh: nosuch: not found|-",
                "127|''|-",
                "1|[FATAL tini (7)] exec x failed: Input/output error|-"
            })
    void the_init_s_own_words_say_that_a_command_never_ran(int code, String log, String wanted) {
        assertThat(EngineText.neverRan(code, log + "\r\n").map(Problem::code).orElse("-"))
                .isEqualTo(wanted);
        assertThat(EngineText.neverRan(code, "it ran\n" + log)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|No such image: fairlead/nothing:1|E-IMAGE-VANISHED",
                "400|OCI runtime create failed: exec: \"nope\": executable file not found in $PATH: unknown|E-COMMAND-NOT-FOUND",
                "400|starting container process caused: exec: \"/nope\": stat /nope: no such file or directory|E-COMMAND-NOT-FOUND",
                "400|starting container process caused: exec: \"/etc\": permission denied: unknown|E-COMMAND-NOT-EXECUTABLE",
                "500|unable to find user bob: no matching entries in passwd file|E-USER-NOT-IN-IMAGE",
                "500|could not select device driver \"nvidia\" with capabilities: [[gpu]]|E-GPU-RUNTIME",
                "500|error gathering device information while adding custom device \"/dev/x\": no such file or directory|E-DEVICE-MISSING",
                "400|Unknown runtime specified gvisor|E-ENGINE-SETTINGS",
                "500|error setting rlimits for ready process: error setting rlimit type 7: operation not permitted|E-ENGINE-SETTINGS",
                "500|exec /bin/x: exec format error|E-COMMAND-WRONG-ARCH",
                "500|Cannot mkdir: /etc/passwd is not a directory|E-WORKING-DIR",
                "400|Minimum memory limit allowed is 6MB|E-ENGINE-REFUSED",
                "500|write /var/lib/docker/x: no space left on device|later",
                "400|invalid mount config for type \"bind\": bind source path does not exist: /x|later",
                "500|context deadline exceeded|unclear",
                "500|containerd: something nobody has seen|unclear"
            })
    void words_decide_not_the_status(int status, String text, String wanted) {
        String verdict = switch (EngineText.of(status, text)) {
            case EngineText.Verdict.Later _ -> "later";
            case EngineText.Verdict.Never(var problem) -> {
                assertThat(problem.message()).contains(text);
                yield problem.code();
            }
            case EngineText.Verdict.Unclear _ -> "unclear";
        };

        assertThat(verdict).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "manifest for 127.0.0.1:5000/x:1 not found: manifest unknown: manifest unknown|NOT_FOUND",
                "pull access denied for x, repository does not exist or may require 'docker login'|NOT_FOUND",
                "Get \"https://r.example/v2/\": no basic auth credentials|AUTH",
                "toomanyrequests: You have reached your pull rate limit|RATE_LIMIT",
                "Get \"https://127.0.0.1:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused|REGISTRY_UNREACHABLE",
                "Get \"https://x.invalid/v2/\": dial tcp: lookup x.invalid: no such host|REGISTRY_UNREACHABLE",
                "filesystem layer verification failed for digest sha256:00|CORRUPT",
                "manifest verification failed for digest sha256:00|CORRUPT",
                "no matching manifest for linux/amd64 in the manifest list entries|WRONG_ARCH",
                "write /var/lib/docker/tmp/x: no space left on device|DISK_FULL",
                "something new|OTHER"
            })
    void words_of_a_failed_pull_say_whose_failure_it_is(String text, ImageFault.Kind wanted) {
        assertThat(Pulling.kind(text)).isEqualTo(wanted);
    }
}
