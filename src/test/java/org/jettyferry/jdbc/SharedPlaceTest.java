package org.jettyferry.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs name schemata of one server. */
class SharedPlaceTest {
    @Test
    void aDatabaseOfMySqlIsACatalog() {
        assertThat(SharedPlace.of("jdbc:mysql://db:3306/shop_1?useSSL=false"))
                .contains(new SharedPlace("jdbc:mysql://db:3306/?useSSL=false", "shop_1", true));
        assertThat(SharedPlace.of("jdbc:mariadb://a,b/shop_1"))
                .contains(new SharedPlace("jdbc:mariadb://a,b/", "shop_1", true));
    }

    @Test
    void aSchemaOfPostgreSqlIsASchema() {
        assertThat(SharedPlace.of("jdbc:postgresql://db/site?currentSchema=shop_1"))
                .contains(new SharedPlace("jdbc:postgresql://db/site?", "shop_1", false));
        assertThat(SharedPlace.of("jdbc:postgresql://db/site?ssl=true&currentSchema=shop_1&user=u"))
                .contains(new SharedPlace("jdbc:postgresql://db/site?ssl=true&user=u", "shop_1", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/shop_1",
                "jdbc:postgresql://db/site?ssl=true",
                "jdbc:postgresql://db/site?currentSchema=Shop",
                "jdbc:postgresql://db/site?currentSchema=shop_1,public",
                "jdbc:postgresql://db/site?currentSchema=\"shop_1\"",
                "jdbc:postgresql://db/site?currentSchema=shop%5F1",
                "jdbc:postgresql://db/site?currentSchema=a&currentSchema=b",
                "jdbc:postgresql://db/site?notcurrentSchema=a",
                "jdbc:postgresql://db/site?currentSchema=a&options=-csearch_path%3Db",
                "jdbc:mysql://db/",
                "jdbc:mysql://db/shop%5F1",
                "jdbc:mysql:loadbalance://a,b/shop_1",
                "jdbc:sqlserver://db;databaseName=shop_1"
            })
    void whatCannotBeSetLaterIsNotShared(String url) {
        assertThat(SharedPlace.of(url)).isEmpty();
    }
}
