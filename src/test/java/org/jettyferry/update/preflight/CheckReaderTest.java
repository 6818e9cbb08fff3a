package org.jettyferry.update.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.update.UpdateFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of checks: what they may have, and how a wrong one is refused. */
class CheckReaderTest {
    private static final String GOOD = """
            name: few-orders
            severity: warning
            when-tables-exist: [shop_order]
            query: select order_id from shop_order
            expect:
              rows: "<= 10"
            explanation: Too many.
            remedy: Delete some.
            repair:
              - delete from shop_order where order_id = :order_id
            """;

    @TempDir
    Path directory;

    @Test
    void aFileHasEverythingAboutItsCheck() throws IOException {
        Check check = read(GOOD);

        assertThat(check.name()).isEqualTo("few-orders");
        assertThat(check.file()).isEqualTo("check.yaml");
        assertThat(check.severity()).isEqualTo(Severity.WARNING);
        assertThat(check.tables()).containsExactly("shop_order");
        assertThat(check.query().values()).containsEntry("default", "select order_id from shop_order");
        assertThat(check.expected()).hasToString("<= 10");
        assertThat(check.explanation()).isEqualTo("Too many.");
        assertThat(check.remedy()).isEqualTo("Delete some.");
        assertThat(check.repair().orElseThrow().values().values())
                .singleElement()
                .satisfies(
                        statements -> assertThat(statements.get(0).parameters()).containsExactly("order_id"));
    }

    @Test
    void aCheckIsAnErrorAndExpectsNoRowsUnlessItSaysOtherwise() throws IOException {
        Check check = read("name: a\nquery: select 1\nexplanation: b\nremedy: c\n");

        assertThat(check.severity()).isEqualTo(Severity.ERROR);
        assertThat(check.expected()).isEqualTo(new Expectation.NoRows());
        assertThat(check.repair()).isEmpty();
        assertThat(check.tables()).isEmpty();
    }

    @Test
    void queryAndRepairMayDifferFromProductToProduct() throws IOException {
        Check check = read("""
                name: a
                query: {mysql: select 1, default: select 2}
                expect: {value: 3}
                explanation: b
                remedy: c
                repair:
                  mariadb: [delete from t]
                """);

        assertThat(check.query().values()).containsOnly(entry("mysql", "select 1"), entry("default", "select 2"));
        assertThat(check.expected()).isEqualTo(new Expectation.ValueIs("3"));
        assertThat(check.repair().orElseThrow().values()).containsOnlyKeys("mariadb");
    }

    /** A key that nobody reads would let a check pass, or stop nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    severity: warning  | serverity: warning     | it has the key serverity, and may only have name,
                    severity: warning  | severity: fatal        | severity is fatal, and must be error or warning
                    name: few-orders   | name: few orders       | name must be one word
                    name: few-orders   | name:                  | name must be a text
                    rows: "<= 10"      | rows: about ten        | expect.rows is about ten, and must be a number or
                    rows: "<= 10"      | row: 10                | expect has the key row, and may only have rows,
                    rows: "<= 10"      | rows: [1]              | expect.rows must be one value
                    remedy: Delete some. | remedy: 5            | remedy must be a text
                    explanation: Too many. | name: again        | duplicate key name
                    - delete from      | - drop table           | must be an insert, update, delete or merge
                    - delete from shop_order where order_id = :order_id | {sql: x} | repair has the key sql
                    query: select order_id from shop_order | query: {oracle: select 1} | query has the key oracle
                    query: select order_id from shop_order | query: | query must be a text
                    [shop_order]       | shop_order             | when-tables-exist must be a list of texts
                    """)
    void aWrongFileIsRefusedWithItsNameAndTheReason(String good, String wrong, String why) {
        assertThat(GOOD).contains(good);

        assertThatThrownBy(() -> read(GOOD.replace(good, wrong))).isInstanceOfSatisfying(OperatorException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.USAGE);
            assertThat(e).hasMessageContaining("check.yaml is not valid").hasMessageContaining(why);
            assertThat(e.remedy()).contains("Nothing was changed", "explanation:");
        });
    }

    @Test
    void theFolderNamesTheChecksInTheirOrder() throws IOException {
        folder("updates: []\nchecks:\n  - check: b.yaml\n  - check: a.yaml\n", "a", "b");

        assertThat(PreflightChecks.read(UpdateFolder.read(directory)).checks())
                .extracting(Check::name)
                .containsExactly("b", "a");
    }

    @Test
    void aFolderWithoutChecksHasNone() throws IOException {
        folder("updates: []\n");

        assertThat(PreflightChecks.read(UpdateFolder.read(directory)).checks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    updates: []\\nchecks: a.yaml                  | the key checks must have a list
                    updates: []\\nchecks: [{changelog: a.yaml}]   | each check must have one key, check,
                    updates: []\\nchecks: [{check: none.yaml}]    | there is no file none.yaml in the folder
                    updates: []\\nchecks: [{check: ../a.yaml}]    | there is no file ../a.yaml in the folder
                    updates: []\\nchecks: [{check: a.yaml}, {check: a.yaml}] | a.yaml is declared twice
                    updates: []\\ncheck: []                       | it has no key check
                    checks: []                                    | it must have the key updates with a list
                    """)
    void aWrongFolderIsRefused(String declaration, String why) throws IOException {
        folder(declaration.replace("\\n", "\n"), "a");

        assertThatThrownBy(() -> UpdateFolder.read(directory))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("updates.yaml is not valid: " + why);
    }

    @Test
    void twoChecksOfOneNameAreRefused() throws IOException {
        folder("updates: []\nchecks: [{check: a.yaml}, {check: b.yaml}]\n", "a", "b");
        Files.writeString(directory.resolve("b.yaml"), Files.readString(directory.resolve("a.yaml")));

        assertThatThrownBy(() -> PreflightChecks.read(UpdateFolder.read(directory)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("the checks a.yaml and b.yaml have the same name: a");
    }

    private void folder(String declaration, String... checks) throws IOException {
        Files.writeString(directory.resolve("updates.yaml"), declaration);
        for (String check : List.of(checks)) {
            Files.writeString(
                    directory.resolve(check + ".yaml"),
                    "name: " + check + "\nquery: select 1\nexplanation: b\nremedy: c\n");
        }
    }

    private Check read(String yaml) throws IOException {
        Files.writeString(directory.resolve("check.yaml"), yaml);
        return CheckReader.read(directory, "check.yaml");
    }
}
