package io.fairlead.server.control;

import io.fairlead.core.job.Job;
import io.fairlead.core.job.Recorded;
import io.fairlead.core.port.SubmitKey;
import io.fairlead.core.problem.Problem;
import io.fairlead.core.reconcile.Effect;
import io.fairlead.core.upkeep.UpkeepRecord;
import java.util.List;
import java.util.Optional;

/**
 * What came of a batch of messages. Everything in it is decided and nothing is done: first the changes are made durable,
 * then the answers are given and the effects carried out.
 *
 * @param after the touched jobs as they are now
 * @param upkeep what administrators said of nodes
 * @param told those who asked how things are
 */
record Turn(
        List<Recorded> changes,
        List<Job> after,
        List<SubmitKey> keys,
        List<UpkeepRecord> upkeep,
        List<Answered> answers,
        List<Message.Told> told,
        List<Effect> effects) {
    Turn {
        changes = List.copyOf(changes);
        after = List.copyOf(after);
        keys = List.copyOf(keys);
        upkeep = List.copyOf(upkeep);
        answers = List.copyOf(answers);
        told = List.copyOf(told);
        effects = List.copyOf(effects);
    }

    record Answered(Message.Answer to, Reply reply) {}

    /** Tells everybody who waits that nothing was saved. */
    void refuse(Problem problem) {
        answers.forEach(answered -> answered.to().accept(new Reply.Unavailable(problem)));
        told.forEach(asked -> asked.saved(Optional.of(problem)));
    }

    void answer() {
        answers.forEach(answered -> answered.to().accept(answered.reply()));
        told.forEach(asked -> asked.saved(Optional.empty()));
    }
}
