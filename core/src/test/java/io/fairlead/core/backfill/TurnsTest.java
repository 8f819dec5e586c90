package io.fairlead.core.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnsTest {
    /** @param height of its class, higher first */
    private record Wish(int project, int user, int height) {}

    private record Account(int project, int user) {}

    /** Room for everybody, and what each used so far. */
    private static final class Used implements Stock<Wish, Wish> {
        private final Map<Object, Long> used = new HashMap<>();

        @Override
        public Rank rank(Waiting<Wish> job) {
            Wish wish = job.demand();
            return new Rank(
                    used.getOrDefault(wish.project(), 0L),
                    -wish.height(),
                    used.getOrDefault(new Account(wish.project(), wish.user()), 0L));
        }

        @Override
        public Object peers(Wish wish) {
            return new Account(wish.project(), wish.user());
        }

        private void use(Wish wish, long amount) {
            used.merge(wish.project(), amount, Long::sum);
            used.merge(new Account(wish.project(), wish.user()), amount, Long::sum);
        }

        @Override
        public boolean fits(Wish wish) {
            return true;
        }

        @Override
        public Optional<Wish> take(Wish wish, long until) {
            return Optional.of(wish);
        }

        @Override
        public Optional<Wish> takeBeside(Wish wish, long until, Reservation<Wish> reservation) {
            return take(wish, until);
        }

        @Override
        public void giveBack(Wish held) {
            used.clear();
        }

        @Override
        public Optional<Reservation<Wish>> reserve(Wish wish, long now, Optional<Long> recorded) {
            return Optional.of(() -> now);
        }

        @Override
        public boolean isReckoned(Wish wish, long now) {
            return true;
        }

        @Override
        public Used copy() {
            return this;
        }
    }

    @Test
    void turns_come_as_if_all_were_compared_before_each() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            Used stock = new Used();
            Turns<Wish> turns = new Turns<>(stock);
            List<Waiting<Wish>> left = new ArrayList<>();
            int made = 0;
            while (made < 60 || !left.isEmpty()) {
                if (made < 60 && (left.isEmpty() || random.nextBoolean())) {
                    Wish wish = new Wish(random.nextInt(3), random.nextInt(3), random.nextInt(3));
                    Waiting<Wish> job = new Waiting<>(random.nextInt(1000), made++, wish, 10, 10);
                    left.add(job);
                    turns.add(job);
                } else {
                    Waiting<Wish> first = left.stream()
                            .min(Comparator.comparing(stock::rank).thenComparing(Waiting.FIRST))
                            .orElseThrow();
                    assertThat(Objects.requireNonNull(turns.next()).job())
                            .as("seed %d", seed)
                            .isEqualTo(first);
                    left.remove(first);
                    stock.use(first.demand(), random.nextInt(5));
                }
            }
            assertThat(turns.next()).isNull();
        }
    }
}
