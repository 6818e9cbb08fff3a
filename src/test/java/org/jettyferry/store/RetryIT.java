package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jettyferry.cli.FerryCommand;
import org.jettyferry.cli.FerryProcess;
import org.jettyferry.servers.ServerTest;
import org.jettyferry.servers.TestDatabase;

/** What {@code ferry retry} is told about classes counts for the rows that it carries. */
class RetryIT {
    private static final String HERE = RetryIT.class.getName();

    /** Nobody but the operator can know how such a class writes itself. */
    @ServerTest
    void aClassThatWritesNoDefaultFields(TestDatabase database) throws Exception {
        StoredRow good = row("good", Map.of("user", "alice"));
        StoredRow card = row("card", Map.of("user", "bob", "card", new Card()));
        Scripts.fill(database, 1, List.of(good, card));
        SessionStore store = Scripts.store(database);
        assertThat(Wish.upgrade("12").carry(store).quarantine()).containsExactly(Map.entry("AMBIGUOUS", 1L));
        assertThat(retry(database).exit()).isEqualTo(4);

        FerryProcess.Outcome retried = retry(database, "--no-default-fields", HERE + "$Card");

        assertThat(retried.text()).contains("Carried now       1 session").doesNotContain("Quarantined");
        assertThat(retried.exit()).isZero();
        assertThat(store.verify(Controls.silent()).comparedWith()).contains("every row is as it was carried");
        CarriedStore carried = CarriedStore.of(database, Line.JETTY_12);
        carried.follows(new RowRules(Line.JETTY_9_3, Line.JETTY_12, 1800), List.of(good, card));
        Map<String, Object> session =
                SampleSession.read(Line.JETTY_12, carried.row("card").blob());
        assertThat(session).containsEntry("user", "bob").containsOnlyKeys("user", "card");
        assertThat(((Card) session.get("card")).whole).isTrue();
    }

    /** What the run was told still counts, and the retry adds to it. */
    @ServerTest
    void classesAreRenamedAsTheRunAndTheRetryWereTold(TestDatabase database) throws Exception {
        StoredRow wide = row(
                "wide", Map.of("n".repeat(70_000), "much too long", "kind", Before.Kind.GOOD, "size", Early.Size.S));
        StoredRow good = row("good", Map.of("kind", Before.Kind.GOOD));
        Scripts.fill(database, 1, List.of(good, wide));
        SessionStore store = Scripts.store(database);
        assertThat(Wish.upgrade("12")
                        .rename(HERE + "$Before", HERE + "$After")
                        .carry(store)
                        .quarantine())
                .containsExactly(Map.entry("NAME_TOO_LONG", 1L));

        FerryProcess.Outcome retried =
                retry(database, "--drop-attribute", "nnnn*", "--rename", HERE + "$Early=" + HERE + "$Late");

        assertThat(retried.exit()).as("%s", retried).isZero();
        CarriedStore carried = CarriedStore.of(database, Line.JETTY_12);
        carried.follows(new RowRules(Line.JETTY_9_3, Line.JETTY_12, 1800), List.of(good, wide));
        assertThat(SampleSession.read(Line.JETTY_12, carried.row("good").blob()))
                .isEqualTo(Map.of("kind", After.Kind.GOOD));
        assertThat(SampleSession.read(Line.JETTY_12, carried.row("wide").blob()))
                .isEqualTo(Map.of("kind", After.Kind.GOOD, "size", Late.Size.S));
    }

    private static FerryProcess.Outcome retry(TestDatabase database, String... options) {
        String[] command = new String[options.length + 1];
        command[0] = "retry";
        System.arraycopy(options, 0, command, 1, options.length);
        return FerryCommand.ferry(command).on(database).run();
    }

    private static StoredRow row(String id, Map<String, Object> attributes) throws Exception {
        return StoredRow.of(id, SampleSession.written(Line.JETTY_9_3, attributes))
                .withRowId();
    }

    /** Leaves out its field, and what it writes can be read as if it did not. */
    static final class Card implements Serializable {
        private static final long serialVersionUID = 1;
        private static final byte[] DATA = {0, 0, 0x71, 0, 0x7e, 0, 0};

        int number;
        transient boolean whole;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.write(DATA);
        }

        private void readObject(ObjectInputStream in) throws IOException {
            byte[] data = new byte[DATA.length];
            in.readFully(data);
            whole = java.util.Arrays.equals(data, DATA);
        }
    }

    /** A package before it was renamed. */
    static final class Before {
        enum Kind {
            GOOD
        }
    }

    /** The same after it was renamed. */
    static final class After {
        enum Kind {
            GOOD
        }
    }

    /** Another one, of which nobody thought in time. */
    static final class Early {
        enum Size {
            S
        }
    }

    /** What became of it. */
    static final class Late {
        enum Size {
            S
        }
    }
}
