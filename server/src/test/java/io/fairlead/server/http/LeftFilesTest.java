package io.fairlead.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.job.JobId;
import io.fairlead.wire.client.ApiClient;
import io.fairlead.wire.client.ApiRefusal;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ended jobs left, through the door. */
@Timeout(60)
class LeftFilesTest {
    private static final String JOB = "abcdefgh12";
    private OpenDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new OpenDoor();
        door.house.add(SampleJobs.queued(new JobId(JOB).text(), 1001, "a"));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    @Test
    void files_on_their_way_are_answered_with_later_and_never_with_nothing() throws Exception {
        door.house.keptSoon = true;
        try (ApiClient client = door.client()) {
            assertThatThrownBy(() -> client.left(JOB, 0))
                    .isInstanceOfSatisfying(ApiRefusal.class, LeftFilesTest::isLater);
            assertThatThrownBy(() -> client.leftFile(JOB, 0, "/tmp/x", (_, _, _) -> {}))
                    .isInstanceOfSatisfying(ApiRefusal.class, LeftFilesTest::isLater);

            door.house.keptSoon = false;
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            client.leftFile(JOB, 0, "/tmp/x", bytes::write);
            assertThat(client.left(JOB, 0).files()).hasSize(1);
            assertThat(bytes.toString()).isEqualTo("ok");
            assertThatThrownBy(() -> client.leftFile(JOB, 0, "/none", (_, _, _) -> {}))
                    .isInstanceOfSatisfying(
                            ApiRefusal.class, it -> assertThat(it.code()).isEqualTo("E-NOT-KEPT"));
        }
    }

    private static void isLater(ApiRefusal refusal) {
        assertThat(refusal.code()).isEqualTo("E-NOT-KEPT-YET");
        assertThat(refusal.problem().status()).isEqualTo(503);
        assertThat(refusal.retryAfter())
                .hasValueSatisfying(after -> assertThat(after).isLessThanOrEqualTo(Duration.ofSeconds(2)));
    }
}
