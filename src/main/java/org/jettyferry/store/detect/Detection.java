package org.jettyferry.store.detect;

import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;

/** The state of a session store. Exactly one of four, so that every command has to treat each. */
public sealed interface Detection {

    /** Returns the state for scripts: {@code 1}, {@code 2}, {@code none}, {@code mixed} or {@code foreign}. */
    String id();

    /** Returns what was found, in one sentence without a full stop. */
    String finding();

    /** Returns what to do about it, in one sentence. */
    String advice();

    /** Returns the schema of the store. */
    String schema();

    /** Returns the evidence about the session table, if there is one and it is Jetty's. */
    default Optional<Evidence> seen() {
        return Optional.empty();
    }

    /**
     * There is no session table.
     *
     * @param alike tables of the schema that may be meant
     * @param elsewhere other schemata of the server that have one
     * @param named whether the operator named the schema
     */
    record Absent(String schema, String table, List<String> alike, List<String> elsewhere, boolean named)
            implements Detection {
        public Absent {
            alike = List.copyOf(alike);
            elsewhere = List.copyOf(elsewhere);
        }

        /** Leaves the schema to the connection. */
        public Absent(String schema, String table, List<String> alike, List<String> elsewhere) {
            this(schema, table, alike, elsewhere, false);
        }

        @Override
        public String id() {
            return "none";
        }

        @Override
        public String finding() {
            return "there is no table " + table + " in " + schema;
        }

        @Override
        public String advice() {
            if (!alike.isEmpty()) {
                return "Check --table: there is " + String.join(", ", alike)
                        + ". It takes the name as the database spells it; in double quotes, one that is in quotes in"
                        + " Jetty's configuration.";
            }
            if (named) {
                return "Check --schema: "
                        + (elsewhere.isEmpty()
                                ? "no schema of this database has such a table."
                                : String.join(", ", elsewhere) + " has a table " + table + ".");
            }
            return elsewhere.isEmpty()
                    ? "Nothing to migrate: the first node that starts makes its own tables. If there should be sessions,"
                            + " check the URL and the configured names."
                    : "Not here, but " + String.join(", ", elsewhere) + " has a table " + table
                            + ": name it with --schema.";
        }
    }

    /**
     * The store is of one generation.
     *
     * @param evidence of the detection
     */
    record Found(Evidence evidence) implements Detection {
        /** Returns the generation, which the primary key gives. */
        public Generation generation() {
            return evidence.sessions().generation();
        }

        @Override
        public Optional<Evidence> seen() {
            return Optional.of(evidence);
        }

        @Override
        public String id() {
            return generation().id();
        }

        @Override
        public String finding() {
            return "a session store of generation " + id();
        }

        @Override
        public String schema() {
            return evidence.sessions().name().schema();
        }

        @Override
        public String advice() {
            if (!evidence.hidden().isEmpty()) {
                return "First rename what Jetty is to find, or name the tables as Jetty's configuration has them, with --table"
                        + " and --ids-table: as it is, no run begins.";
            }
            List<String> extra = evidence.sessions().extraColumns();
            return extra.isEmpty()
                    ? advice(generation(), evidence.release())
                    : "Move the columns that are not Jetty's to a table of their own before it is migrated, or leave"
                            + " them in the backup with --drop-column: " + String.join(", ", extra) + ".";
        }

        /**
         * Returns the advice. One table serves 9.4 to 12.1, but 12 looks for other context paths and hosts in it than
         * 11.
         */
        static String advice(Generation generation, Optional<JettyRelease> release) {
            if (generation == Generation.ONE) {
                return "Fit for Jetty 7 to 9.3. To start 9.4 or later on it, run: ferry upgrade --to 12";
            }
            String back = " To go back to 9.3, run: ferry downgrade --to 9.3";
            if (release.isEmpty()) {
                return "The table is fit for Jetty 9.4 to 12.1, its rows for 9.4 to 11 or for 12." + back;
            }
            return release.get().isAtLeast(12, 0, 0)
                    ? "Fit for Jetty 12." + back
                    : "Fit for Jetty 9.4 to 11. To start 12 on it, run: ferry upgrade --to 12." + back;
        }
    }

    /**
     * There are tables of both generations: a node of the wrong release was started on this store.
     *
     * @param seen evidence about the session table, if there is one
     * @param leftOver the table that does not belong
     * @param reason what does not fit together
     */
    record Mixed(String schema, Optional<Evidence> seen, TableName leftOver, String reason) implements Detection {
        @Override
        public String id() {
            return "mixed";
        }

        @Override
        public String finding() {
            return "the store is mixed: " + reason;
        }

        @Override
        public String advice() {
            return "Stop the nodes of the wrong release, then run: ferry repair (it sets " + leftOver.name()
                    + " aside as a backup and touches no session).";
        }
    }

    /**
     * A table of the configured name is not Jetty's session table.
     *
     * @param reason what differs
     * @param view whether it is a view
     * @param remedy what helps, if that is known
     */
    record Foreign(TableName table, String reason, boolean view, Optional<String> remedy) implements Detection {
        /** Has no known remedy. */
        public Foreign(TableName table, String reason, boolean view) {
            this(table, reason, view, Optional.empty());
        }

        @Override
        public String id() {
            return "foreign";
        }

        @Override
        public String finding() {
            return table + " is not Jetty's session table: " + reason;
        }

        @Override
        public String schema() {
            return table.schema();
        }

        @Override
        public String advice() {
            if (view) {
                return "Ferry won't touch it. If the sessions are in a table that it shows, name that one with --table.";
            }
            if (remedy.isPresent()) {
                return remedy.get();
            }
            return "Ferry won't touch it. If it is Jetty's table under other column names, give them as Jetty's own"
                    + " properties, as in: -P jetty.session.jdbc.schema.idColumn=SID";
        }
    }
}
