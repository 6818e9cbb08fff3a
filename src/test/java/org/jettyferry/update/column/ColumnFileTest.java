package org.jettyferry.update.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file that declares a change. */
class ColumnFileTest {
    private static final String VALID = String.join("\n", ColumnFile.EXAMPLE) + "\n";

    @TempDir
    Path directory;

    @Test
    void theExampleIsValid() throws IOException {
        ColumnChange change = read(VALID);

        assertThat(change.table()).isEqualTo("shop_order");
        assertThat(change.up()).isEqualTo(Map.of("", "total_cents / 100.0"));
        assertThat(change.release()).isEqualTo("2.4");
    }

    @Test
    void theExampleOfTheShopIsValid() {
        ColumnChange change = ColumnFile.read(Path.of("webapp-sample/updates/columns/order-total.yaml"));

        assertThat(change.newColumn()).isEqualTo("total");
        assertThat(change.type()).containsKeys("postgresql", "mysql", "sqlserver");
    }

    @Test
    void anExpressionMayHaveAnythingInItsQuotes() throws IOException {
        String text = VALID.replace("up: total_cents / 100.0", "up: \"replace(total_cents, ';--', '#')\"");

        assertThat(read(text).up()).containsValue("replace(total_cents, ';--', '#')");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "old: total_cents | other: total_cents | there is no key other",
                "old: total_cents | | the key old is missing",
                "release: \"2.4\" | release: 2.4 | release must be a text, in quotes",
                "new: total | new: total_cents | old and new are the same column",
                "up: total_cents / 100.0 | up: {oracle: x} | up may have a text for postgresql, mysql (MariaDB too) and",
                "table: shop_order | table: {mysql: x} | table must be a text",
                "down: total * 100 | down: 'total); drop table x; --' | down must be one expression",
                "down: total * 100 | down: 'total /* 100' | down must be one expression",
                "type: decimal(12,2) | type: '$ferry$' | type must be one expression",
                "table: shop_order | table: !!java.net.URL [x] | is not valid",
            })
    void whatIsNotValidIsNamed(String line, String instead, String why) {
        assertThatThrownBy(() -> read(VALID.replace(line, instead == null ? "" : instead)))
                .isInstanceOfSatisfying(OperatorException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.USAGE);
                    assertThat(e).hasMessageContaining(why);
                    assertThat(e.remedy()).contains("table: shop_order");
                });
    }

    @Test
    void aKeyThatStandsThereTwiceIsRefused() {
        assertThatThrownBy(() -> read(VALID + "\nup: total_cents\n"))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("duplicate key up");
    }

    @Test
    void aMissingFileIsAnErrorOfUse() {
        assertThatThrownBy(() -> ColumnFile.read(directory.resolve("none.yaml")))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("there is no file");
    }

    private ColumnChange read(String text) throws IOException {
        return ColumnFile.read(Files.writeString(directory.resolve("change.yaml"), text));
    }
}
