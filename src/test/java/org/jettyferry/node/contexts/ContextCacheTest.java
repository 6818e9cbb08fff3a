package org.jettyferry.node.contexts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.node.resolve.PathResolver.Lookup.NO_DELIMITER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.node.decision.Decision;
import org.jettyferry.node.decision.SharedDecision;
import org.jettyferry.node.registry.ContextRow;
import org.junit.jupiter.api.Test;

/** Checks the cache of names: it loses nothing, and no client can fill it. */
class ContextCacheTest {
    private final SharedDecision pending = new SharedDecision(Decision.pending(true));
    private final SharedDecision unknown = new SharedDecision(Decision.unknown());
    private final SharedDecision here = new SharedDecision(Decision.here());

    private ContextCache contexts(int most) {
        return new ContextCache(most, pending, unknown);
    }

    private void answer(ContextCache contexts, List<String> names, boolean found) {
        Map<String, ContextRow> rows = new HashMap<>();
        if (found) {
            names.forEach(name -> rows.put(name, new ContextRow(name, 1, true, "")));
        }
        contexts.answer(names, rows, row -> here, List::of);
    }

    @Property
    void whatWasPutInIsFoundByAnyPartOfAText(@ForAll List<String> names, @ForAll List<String> others) {
        ContextIndex table = new ContextIndex(4);
        Map<String, CachedContext> model = new HashMap<>();
        for (String name : names) {
            if (!model.containsKey(name)) {
                CachedContext known = new CachedContext(name, here);
                if (table.add(known)) {
                    model.put(name, known);
                }
            }
        }

        model.forEach((name, known) -> {
            if (name.indexOf('/') < 0) {
                assertThat(table.find("/x/" + name + "/y", 3, '/')).isSameAs(known);
            }
        });
        others.forEach(name -> assertThat(table.find(name, 0, NO_DELIMITER)).isSameAs(model.get(name)));
        assertThat(table.size()).isEqualTo(model.size());
    }

    @Test
    void namesThatDifferInOneCharacterOrInLengthAreNotMixedUp() {
        ContextIndex table = new ContextIndex(1000);
        List<CachedContext> all = new ArrayList<>();
        for (int length = 1; length <= 18; length++) {
            for (char c : new char[] {0, 'a', 255, 256, 'a' + 256, 0xFFFF}) {
                for (int at : new int[] {0, length / 2, length - 1}) {
                    char[] name = new char[length];
                    Arrays.fill(name, 'a');
                    name[at] = c;
                    if (table.find(new String(name), 0, NO_DELIMITER) == null) {
                        all.add(new CachedContext(new String(name), here));
                        assertThat(table.add(all.get(all.size() - 1))).isTrue();
                    }
                }
            }
        }

        assertThat(all.stream().map(known -> known.name))
                .doesNotHaveDuplicates()
                .hasSize(273);
        all.forEach(known -> assertThat(table.find(known.name, 0, NO_DELIMITER)).isSameAs(known));
    }

    /**
     * A run of occupied slots that is too long makes a table twice as large. The random numbers of a table may have that
     * effect, with about 2 in 100,000 tables: three among these 600 are no accident.
     */
    @Test
    void namesThatAreAlikeDoNotCrowdTogether() {
        int crowded = 0;
        for (String pattern : List.of("tenant-%d", "%08d", "c%d.example.com")) {
            for (int table = 0; table < 200; table++) {
                ContextIndex index = new ContextIndex(1000);
                if (!IntStream.range(0, 1000)
                        .allMatch(i -> index.add(new CachedContext(String.format(pattern, i), here)))) {
                    crowded++;
                }
            }
        }
        assertThat(crowded).isLessThan(3);
    }

    @Test
    void aNumberIsNeverThatOfTwoContexts() {
        ContextNumbers numbers = new ContextNumbers();
        CachedContext first = new CachedContext("first", here);
        numbers.add(first);
        numbers.remove(first);
        CachedContext second = new CachedContext("second", here);
        numbers.add(second);

        assertThat(numbers.find(second.number())).isSameAs(second);
        assertThat(numbers.find(first.number())).isNull();
    }

    @Test
    void manyAreRememberedAndEachIsItself() {
        ContextCache contexts = contexts(100_000);
        List<String> names = names("c", 100_000);
        answer(contexts, names, true);

        assertThat(contexts.contexts()).isEqualTo(100_000);
        names.forEach(name -> assertThat(contexts.find(name).name).isEqualTo(name));
        assertThat(contexts.wanted(10)).isEmpty();
        assertThat(contexts.names()).hasSize(100_000);
    }

    /** A large table has a shortcut to names that were found recently. */
    @Test
    void namesInUseAmongManyAreFoundAsThemselvesAndForgottenOnesAreNot() {
        ContextCache contexts = contexts(100_000);
        List<String> names = names("c", 100_000);
        answer(contexts, names, true);
        List<String> inUse = names.subList(0, 1000);

        for (int round = 0; round < 100; round++) {
            inUse.forEach(name -> assertThat(contexts.find(name).name).isEqualTo(name));
        }
        assertThat(contexts.find("c0x").decision().state).isEqualTo(ContextState.PENDING);
        for (int i = 0; i < 300; i++) {
            answer(contexts, names("other" + i + "-", 1000), true);
        }

        List<String> kept = contexts.names();
        List<String> wanted = new ArrayList<>();
        inUse.forEach(name -> {
            if (contexts.find(name).decision().state == ContextState.PENDING) {
                wanted.add(name);
            }
        });
        assertThat(wanted).isNotEmpty().doesNotContainAnyElementsOf(kept);
    }

    @Test
    void aNameInUseAmongManyMovesWithItsContext() {
        ContextCache contexts = contexts(100_000);
        answer(contexts, names("c", 100_000), true);
        Set<CacheEntry> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        for (int i = 0; i < 1000; i++) {
            seen.add(contexts.find("c7", 0, NO_DELIMITER));
        }
        assertThat(seen).as("the one among many, and the one among few").hasSize(2);
        answer(contexts, List.of("c7"), false);
        assertThat(seen).allMatch(known -> known.decision().state == ContextState.UNKNOWN);
        answer(contexts, List.of("c7"), true);
        assertThat(seen).allMatch(known -> known.decision().state == ContextState.HERE);
        assertThat(seen.stream().map(CacheEntry::number).distinct()).hasSize(1);
        assertThat(seen.stream().map(CacheEntry::whole).distinct()).hasSize(1);
    }

    @Test
    void aHotEntryFollowsItsContextWhileItMoves() throws InterruptedException {
        ContextCache contexts = contexts(100_000);
        List<String> names = names("c", 40_000);
        answer(contexts, names, true);
        CountDownLatch stop = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            while (stop.getCount() > 0) {
                names.subList(0, 2000).forEach(contexts::find);
            }
        });
        reader.start();

        try {
            for (int i = 0; i < 2000; i++) {
                String name = "c" + i;
                answer(contexts, List.of(name), false);
                for (int again = 0; again < 40; again++) {
                    assertThat(contexts.find(name, 0, NO_DELIMITER).decision().state)
                            .isEqualTo(ContextState.UNKNOWN);
                }
            }
        } finally {
            stop.countDown();
            reader.join();
        }
    }

    @Test
    void inventedNamesAreBoundedAndEvictNoContext() {
        ContextCache contexts = contexts(1000);
        List<String> tenants = names("tenant", 1000);
        answer(contexts, tenants, true);

        for (int i = 0; i < 100_000; i++) {
            contexts.find("evil" + i);
            if (i % 5000 == 0) {
                answer(contexts, new ArrayList<>(contexts.wanted(Integer.MAX_VALUE)), false);
            }
        }

        assertThat(contexts.strangers()).isLessThanOrEqualTo(2 * ContextCache.MOST_STRANGERS);
        assertThat(contexts.contexts()).isEqualTo(1000);
        tenants.forEach(name -> assertThat(contexts.find(name).decision().state).isEqualTo(ContextState.HERE));
    }

    @Test
    void aStrangerThatIsAskedForAgainAndAgainIsKeptOverOthers() {
        ContextCache contexts = contexts(10);
        answer(contexts, List.of("favicon.ico"), false);

        for (int round = 0; round < 40; round++) {
            assertThat(contexts.find("favicon.ico").decision().state).isEqualTo(ContextState.UNKNOWN);
            answer(contexts, names("r" + round + "-", 1000), false);
        }
        assertThat(contexts.strangers()).isLessThanOrEqualTo(ContextCache.MOST_STRANGERS);
    }

    @Test
    void ofMoreContextsThanFitTheLatestAreKept() {
        ContextCache contexts = contexts(100);
        answer(contexts, names("c", 1000), true);

        assertThat(contexts.contexts()).isBetween(75, 100);
        assertThat(contexts.find("c999").decision().state).isEqualTo(ContextState.HERE);
        assertThat(contexts.find("c0").decision().state).isEqualTo(ContextState.PENDING);
        assertThat(contexts.wanted(10)).containsExactly("c0");
    }

    /** Forgotten, they would be let through until they are looked up again. */
    @Test
    void whatIsStoppedIsForgottenLast() {
        SharedDecision stopped = new SharedDecision(Decision.disabled());
        ContextCache contexts = contexts(100);
        Map<String, ContextRow> rows = new HashMap<>();
        names("stopped", 50).forEach(name -> rows.put(name, new ContextRow(name, 2, true, "")));
        contexts.answer(names("stopped", 50), rows, row -> stopped, List::of);

        for (int round = 0; round < 10; round++) {
            List<String> others = names("r" + round + "-", 40);
            answer(contexts, others, true);
            others.forEach(contexts::find); // asked for again, as the stopped ones are not
        }

        assertThat(contexts.names()).containsAll(names("stopped", 50));
        assertThat(contexts.contexts()).isLessThanOrEqualTo(100);
        pending.decision(Decision.pending(false)); // pending requests are stopped, so only the use counts
        answer(contexts, names("c", 100), true);
        assertThat(contexts.names().containsAll(names("stopped", 50))).isFalse();
    }

    @Test
    void ofMoreStoppedOnesThanFitTheLatestAreKept() {
        SharedDecision stopped = new SharedDecision(Decision.disabled());
        ContextCache contexts = contexts(100);
        names("stopped", 1000)
                .forEach(name -> contexts.answer(
                        List.of(name), Map.of(name, new ContextRow(name, 2, true, "")), row -> stopped, List::of));

        assertThat(contexts.contexts()).isBetween(75, 100);
        assertThat(contexts.names()).contains("stopped999").doesNotContain("stopped0");
    }

    @Test
    void whatAFilterHoldsIsNeverForgotten() {
        ContextCache contexts = contexts(10);
        CachedContext own = contexts.pinned("/shop");
        answer(contexts, List.of("/shop"), true);
        answer(contexts, names("c", 1000), true);

        assertThat(contexts.find("/shop")).isSameAs(own);
    }

    @Test
    void aNameIsWantedUntilItIsAnswered() {
        ContextCache contexts = contexts(10);
        CachedContext first = contexts.find("a");

        assertThat(contexts.find("a")).isSameAs(first);
        assertThat(contexts.wanted(10)).containsExactly("a");
        assertThat(contexts.wanted(10)).containsExactly("a");
        answer(contexts, List.of("a"), false);
        assertThat(contexts.wanted(10)).isEmpty();
        assertThat(contexts.find("a")).isSameAs(first);
        assertThat(first.decision().state).isEqualTo(ContextState.UNKNOWN);
        answer(contexts, List.of("a"), true); // it was registered meanwhile
        assertThat(first.decision().state).isEqualTo(ContextState.HERE);
        answer(contexts, List.of("a"), false); // and removed
        assertThat(first.decision().state).isEqualTo(ContextState.UNKNOWN);
        assertThat(contexts.contexts()).isZero();
    }

    @Test
    void aNameTooLongForTheRegistryIsNotLookedUp() {
        ContextCache contexts = contexts(10);
        CachedContext long191 = contexts.find("x".repeat(191));
        contexts.find("y".repeat(190));

        assertThat(contexts.wanted(10)).containsExactly("y".repeat(190));
        assertThat(long191.decision().state).isEqualTo(ContextState.UNKNOWN);
    }

    @Test
    void readersAreNeverInTheWayOfTheOneThatAdds() throws InterruptedException {
        ContextCache contexts = contexts(1_000_000);
        answer(contexts, names("c", 1000), true);
        CountDownLatch stop = new CountDownLatch(1);
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        Thread reader = new Thread(() -> {
            while (stop.getCount() > 0) {
                for (int i = 0; i < 1000; i++) {
                    assertThat(contexts.find("c" + i).decision().state).isEqualTo(ContextState.HERE);
                }
            }
        });
        reader.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        reader.start();

        answer(contexts, names("more", 50_000), true);
        stop.countDown();
        reader.join();

        assertThat(failures).isEmpty();
    }

    private static List<String> names(String prefix, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(prefix + i);
        }
        return names;
    }
}
