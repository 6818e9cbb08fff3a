package org.jettyferry.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jettyferry.jetty.JettyRelease;
import org.junit.jupiter.api.Test;

class RunLineageTest {
    @Test
    void runsFollowOneAnother() {
        assertThat(RunLineage.of(List.of())).isEmpty();
        assertThat(RunLineage.of(List.of(migrate("a"), migrate("b")))).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aRestoreTakesBackWhatCameAfterTheBackup() {
        assertThat(RunLineage.of(List.of(migrate("a"), migrate("b"), restore("c", "b"))))
                .containsExactly("a");
        assertThat(RunLineage.of(List.of(migrate("a"), migrate("b"), restore("c", "a"))))
                .isEmpty();
        assertThat(RunLineage.of(List.of(migrate("a"), restore("b", "a"), migrate("c"))))
                .containsExactly("c");
    }

    @Test
    void whatWasTakenBackReturnsWithTheBackupOfTheRestore() {
        assertThat(RunLineage.of(List.of(migrate("a"), restore("b", "a"), restore("c", "b"))))
                .containsExactly("a");
        assertThat(RunLineage.of(
                        List.of(migrate("a"), restore("b", "a"), migrate("c"), restore("d", "b"), restore("e", "d"))))
                .containsExactly("c");
    }

    /** Such as the backup of a repair, which moves no row. */
    @Test
    void restoringABackupWithoutARunTakesNothingBack() {
        assertThat(RunLineage.of(List.of(migrate("a"), restore("b", "repair")))).containsExactly("a");
    }

    private static Run migrate(String id) {
        return run(id, "upgrade", "");
    }

    private static Run restore(String id, String backup) {
        return run(id, Run.RESTORE, Run.restoring(backup, "generation 2"));
    }

    private static Run run(String id, String kind, String options) {
        JettyRelease release = JettyRelease.parse("12");
        return new Run(
                id,
                "public.jettysessions",
                kind,
                release,
                release,
                options,
                true,
                Run.Step.DONE,
                Optional.empty(),
                0,
                0,
                "",
                Run.Tally.NONE);
    }
}
