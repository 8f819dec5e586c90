package io.fairlead.server.http.view;

import io.fairlead.core.admission.Admission;
import io.fairlead.core.image.ResolvedImage;
import io.fairlead.core.job.Attempt;
import io.fairlead.core.job.Exit;
import io.fairlead.core.job.Job;
import io.fairlead.core.job.JobArray;
import io.fairlead.core.job.JobDefinition;
import io.fairlead.core.job.JobId;
import io.fairlead.core.job.JobState;
import io.fairlead.core.job.Submission;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.schedule.QuotaUse;
import io.fairlead.core.unit.MigProfile;
import io.fairlead.core.volume.ResolvedMount;
import io.fairlead.server.control.Desk;
import io.fairlead.wire.api.ArrayView;
import io.fairlead.wire.api.FilesLeftView;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.api.JobDetail;
import io.fairlead.wire.api.JobList;
import io.fairlead.wire.api.JobSummary;
import io.fairlead.wire.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Jobs as the API shows them. */
public final class JobViews {
    private JobViews() {}

    /**
     * @param waiting where the job stands in the queue, if it does
     * @param number by which Slurm's names know it
     * @param array which it is or whose member; where it is one, the job is the member that tells how it stands
     */
    public static JobSummary summary(
            Job job, Optional<Desk.Waiting> waiting, Optional<Long> number, Optional<ArrayView> array) {
        Submission submission = job.submission();
        Optional<Attempt> attempt = job.attempt();
        Optional<Problem> reason = waiting.map(Desk.Waiting::reason).or(job::reason);
        return new JobSummary(
                array.filter(it -> it.index().isEmpty())
                        .map(ArrayView::id)
                        .orElse(job.id().text()),
                submission.definition().name(),
                job.state().name(),
                job.submittedAt(),
                job.since(),
                new JobSummary.Owner(
                        submission.owner().uid(), submission.owner().name()),
                submission.project().name(),
                request(submission.definition()),
                submission.image().reference(),
                submission.dialect(),
                waiting.map(Desk.Waiting::position),
                reason.map(Finding::of),
                job.attempts(),
                nodes(job),
                attempt.map(JobViews::devices).orElse(List.of()),
                attempt.flatMap(now -> now.times().running()),
                job.state().isTerminal() ? Optional.of(job.since()) : Optional.empty(),
                attempt.flatMap(Attempt::exit).map(Exit::code),
                submission.definition().scheduling().session(),
                !job.state().isTerminal() && isStopping(job),
                number,
                array);
    }

    /**
     * An array.
     *
     * @param number by which Slurm's names know it
     * @param states the indexes of the members in each state
     * @param member one of them
     */
    public static ArrayView array(JobId id, long number, SequencedMap<JobState, List<Integer>> states, Job member) {
        JobArray array = member.submission().definition().scheduling().array().orElseThrow();
        List<ArrayView.Share> shares = new ArrayList<>();
        states.forEach((state, indexes) ->
                shares.add(new ArrayView.Share(state.name(), indexes.size(), JobArray.words(indexes))));
        return new ArrayView(
                id.text(), Optional.of(number), array.members().size(), array.maxParallel(), Optional.empty(), shares);
    }

    /** The array of a job that is a member of one. */
    public static Optional<ArrayView> arrayOf(Job job, Optional<Long> number) {
        return job.id().isMember()
                ? job.submission().definition().scheduling().array().map(array -> {
                    int index = job.id().index().orElseThrow();
                    return new ArrayView(
                            job.id().array().text(),
                            number.map(own -> own - array.place(index)),
                            array.members().size(),
                            array.maxParallel(),
                            Optional.of(index),
                            List.of());
                })
                : Optional.empty();
    }

    private static boolean isStopping(Job job) {
        return job.cancelRequestedAt().isPresent()
                // One that was halted and waits again has nothing left to be stopped.
                || (job.state().isPlaced()
                        && job.attempt().flatMap(Attempt::stop).isPresent());
    }

    public static JobList.AnonymousJob anonymous(Job job) {
        return new JobList.AnonymousJob(
                job.state().name(),
                job.submittedAt(),
                job.since(),
                request(job.submission().definition()),
                job.state().isPlaced() ? nodes(job) : List.of());
    }

    /**
     * @param attempts oldest first
     * @param why how it stands; empty of one that has ended
     */
    public static JobDetail detail(
            Job job,
            JobSummary summary,
            List<Attempt> attempts,
            Optional<FilesLeftView> filesLeft,
            Optional<Desk.Why> why) {
        Submission submission = job.submission();
        JobDefinition definition = submission.definition();
        return new JobDetail(
                summary,
                definition.description(),
                definition.labels(),
                new JobDetail.RunsAs(
                        submission.owner().uid(),
                        submission.owner().name(),
                        submission.owner().gid(),
                        submission.owner().groups(),
                        submission.project().gid()),
                image(submission.image()),
                submission.mounts().stream()
                        .flatMap(site -> site.mounts().stream().map(mount -> mount(site.site(), mount)))
                        .toList(),
                job.cancelRequestedAt(),
                attempts.stream().map(AttemptViews::of).toList(),
                StageViews.of(job, attempts),
                filesLeft,
                submission.rerunOf().map(JobId::text),
                Stream.concat(
                                Admission.standing(definition).stream(),
                                why.stream().flatMap(it -> it.notes().stream()))
                        .map(Finding::of)
                        .toList(),
                why.flatMap(Desk.Why::quota).map(QuotaUse::over),
                new JsonText(submission.definitionJson()));
    }

    public static JobDetail.Image image(ResolvedImage image) {
        return new JobDetail.Image(
                image.reference(),
                image.digest(),
                image.kind().name(),
                image.platform(),
                image.size().count());
    }

    static JobSummary.Request request(JobDefinition definition) {
        return new JobSummary.Request(
                definition.resources().cpus().amount(),
                definition.resources().gpus().amount(),
                definition.memoryReserved().count(),
                definition.resources().migProfile().map(MigProfile::toString));
    }

    private static List<String> nodes(Job job) {
        return job.attempt().map(Attempt::placements).orElse(List.of()).stream()
                .map(placement -> placement.where().node())
                .distinct()
                .toList();
    }

    private static List<String> devices(Attempt attempt) {
        return attempt.placements().stream()
                .flatMap(placement -> placement.devices().stream())
                .map(device -> device.text())
                .toList();
    }

    private static JobDetail.Mount mount(String site, ResolvedMount mount) {
        return switch (mount) {
            case ResolvedMount.Folder folder ->
                new JobDetail.Mount(
                        site,
                        folder.containerPath(),
                        Optional.of(folder.volume()),
                        Optional.of(
                                folder.subPath().isEmpty() ? folder.root() : folder.root() + "/" + folder.subPath()),
                        Optional.empty(),
                        folder.readOnly());
            case ResolvedMount.Tmpfs tmpfs ->
                new JobDetail.Mount(
                        site,
                        tmpfs.containerPath(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(tmpfs.size().count()),
                        false);
        };
    }
}
