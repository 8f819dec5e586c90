package io.fairlead.cli.ask;

import io.fairlead.cli.show.Complaint;
import io.fairlead.cli.show.Shell;
import io.fairlead.core.problem.Problem;
import io.fairlead.wire.api.Finding;
import io.fairlead.wire.client.ApiFailure;
import io.fairlead.wire.client.ApiRefusal;
import io.fairlead.wire.client.ServerUnreachable;
import java.util.List;

/** Ends a command: what is told, and the exit code. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int SERVER_ERRORS = 500;
    /** Malformed, too large, of the wrong type, or asking for what cannot be: mistakes of what was sent. */
    private static final List<Integer> MISTAKES = List.of(400, 413, 415, 422);

    private final int code;
    private final transient List<Finding> findings;
    private final transient Complaint.Place place;
    private final String request;

    private Failure(int code, List<Finding> findings, Complaint.Place place, String request) {
        super(findings.getFirst().message(), null, false, false);
        this.code = code;
        this.findings = List.copyOf(findings);
        this.place = place;
        this.request = request;
    }

    /** Wrong usage, or a definition with mistakes. */
    public static Failure wrong(Problem problem) {
        return new Failure(ExitCode.WRONG, List.of(Finding.of(problem)), Complaint.Place.none(), "");
    }

    /**
     * Mistakes in what was given, at least one.
     *
     * @param place how to point into it
     */
    public static Failure wrong(List<Finding> findings, Complaint.Place place) {
        return new Failure(ExitCode.WRONG, findings, place, "");
    }

    /** It could not be done. */
    public static Failure refused(Problem problem) {
        return new Failure(ExitCode.REFUSED, List.of(Finding.of(problem)), Complaint.Place.none(), "");
    }

    /** It could not be done, for each of these reasons; at least one. */
    public static Failure refused(List<Problem> problems) {
        List<Finding> findings = problems.stream().map(Finding::of).toList();
        return new Failure(ExitCode.REFUSED, findings, Complaint.Place.none(), "");
    }

    /** What the server told in the middle of a conversation. */
    public static Failure of(Finding finding, int code) {
        return new Failure(code, List.of(finding), Complaint.Place.none(), "");
    }

    public static Failure of(ApiFailure failure) {
        return of(failure, Complaint.Place.none());
    }

    /** @param place how to point into what was sent */
    public static Failure of(ApiFailure failure, Complaint.Place place) {
        return switch (failure) {
            case ApiRefusal refusal -> of(refusal, place);
            case ServerUnreachable away -> {
                Problem problem = AskProblems.NO_SERVER.reason("what", said(away));
                yield new Failure(ExitCode.UNREACHABLE, List.of(Finding.of(problem)), place, "");
            }
        };
    }

    /** The address once, however many layers put it before what they had to say. */
    private static String said(ServerUnreachable away) {
        String text = String.valueOf(away.getMessage());
        return away.nothingDone()
                ? "no server answers at " + away.where() + ": "
                        + text.replace("no answer from " + away.where() + ": ", "")
                                .replace("cannot connect to " + away.where() + ": ", "")
                : text;
    }

    private static Failure of(ApiRefusal refusal, Complaint.Place place) {
        int status = refusal.problem().status();
        List<Finding> errors = refusal.problem().errors();
        if (errors.isEmpty()) {
            errors = List.of(Finding.of(
                    AskProblems.NO_REASON.reason("detail", refusal.problem().detail())));
        }
        String request = status >= SERVER_ERRORS ? refusal.problem().instance() : "";
        return new Failure(MISTAKES.contains(status) ? ExitCode.WRONG : ExitCode.REFUSED, errors, place, request);
    }

    /** Whether this code is among the reasons. */
    public boolean about(String problem) {
        return findings.stream().anyMatch(finding -> finding.code().equals(problem));
    }

    /** One of {@link ExitCode}. */
    public int code() {
        return code;
    }

    public void tell(Shell shell) {
        new Complaint(shell).print(findings, place);
        if (!request.isEmpty()) {
            shell.say("the id of this request is " + request);
        }
    }
}
