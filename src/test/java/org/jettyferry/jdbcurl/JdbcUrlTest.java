package org.jettyferry.jdbcurl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.node.registry.RegistryAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Node and commands show nothing of a password in a URL, whatever characters it has. */
class JdbcUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "jdbc:postgresql://db:5432,db2:5432/site?ssl=true | jdbc:postgresql://db:5432,db2:5432/site?ssl=true",
                "jdbc:postgresql://[::1]:5432/site?user=me@site&a=b | jdbc:postgresql://[::1]:5432/site?user=me@site&a=b",
                "jdbc:sqlserver://db\\one:1433;user=me@site;a=b | jdbc:sqlserver://db\\one:1433;user=me@site;a=b",
                "jdbc:mysql://address=(host=db)(port=1)/x | jdbc:mysql://address=(host=db)(port=1)/x",
                "jdbc:postgresql://db/site?user=jetty&password=Pa,ss)w0rd | jdbc:postgresql://db/site?user=jetty&password=***",
                "jdbc:postgresql://db/site?password=Pa;ss(x)&ssl=true | jdbc:postgresql://db/site?password=***&ssl=true",
                "jdbc:postgresql://db/site?sslPassword=x@y//z@&a=b | jdbc:postgresql://db/site?sslPassword=***&a=b",
                "jdbc:mysql://db/site?PASSWORD2=x&client.secret=y&accessToken=z | jdbc:mysql://db/site?PASSWORD2=***&client.secret=***&accessToken=***",
                "jdbc:sqlserver://db;password={a;b};encrypt=true | jdbc:sqlserver://db;password=***;encrypt=true",
                "jdbc:sqlserver://db; Password = {a}};b}c;encrypt=true | jdbc:sqlserver://db; Password =***;encrypt=true",
                "jdbc:sqlserver://db;password=a&b,c)d;encrypt=true | jdbc:sqlserver://db;password=***;encrypt=true",
                "jdbc:sqlserver://db;password={a;b | jdbc:sqlserver://db;password=***",
                "jdbc:mysql://db/site?pass%77ord=hid&a=b | jdbc:mysql://db/site?pass%77ord=***&a=b",
                "jdbc:postgresql://db/site?ssl=true&%50%61ssword=x;y | jdbc:postgresql://db/site?ssl=true&%50%61ssword=***",
                "jdbc:postgresql://db/site?user=p%61ssword&a%=b | jdbc:postgresql://db/site?user=p%61ssword&a%=b",
                "jdbc:postgresql://db/site?a=b;password=x&c=d | jdbc:postgresql://db/site?a=b;password=***",
                "jdbc:mysql://u:p@db/x | jdbc:mysql://db/x",
                "jdbc:mysql://u:p@ss@db/x?a=b@c | jdbc:mysql://c",
                "jdbc:mysql://u@db/x?a=b@c | jdbc:mysql://db/x?a=b@c",
                "jdbc:mysql://u:p/ss@db/x | jdbc:mysql://db/x",
                "jdbc:mysql://u:1/ss@db/x | jdbc:mysql://db/x",
                "jdbc:mysql://u:p?s;s=@db/x | jdbc:mysql://db/x",
                "jdbc:mysql://u:p@db1,u:q@db2/x | jdbc:mysql://db2/x",
                "jdbc:mysql://address=(host=db)(password=a,b)(port=1)/x | jdbc:mysql://address=(host=db)(password=***)(port=1)/x",
                "jdbc:mysql://(host=db,password=a;b,port=1)/x | jdbc:mysql://(host=db,password=***,port=1)/x",
            })
    void nothingOfASecretIsShown(String url, String shown) {
        assertThat(new JdbcUrl(url).masked()).isEqualTo(shown);
        assertThat(new RegistryAddress(url, null, null, null, null)).hasToString(shown);
        assertThat(new ConnectionSettings(url, Optional.empty(), Optional.empty()).displayUrl())
                .isEqualTo(shown);
    }

    @Test
    void aDriverThatQuotesTheUrlTellsNoSecret() {
        String url = "jdbc:mysql://jetty:hid//d@n-7@db/site?trustStorePassword=hidd,n-8&a=b";
        String words = "no URL: " + url + "?trustStorePassword=hidd,n-8\n//jetty:hid//d@n-7@db is none";

        assertThat(JdbcUrl.maskedText(new JdbcUrl(url).hiddenIn(words)))
                .startsWith("no URL: jdbc:mysql://")
                .doesNotContain("hid", "d@n", "n-8");
    }

    @Test
    void aNameThatIsPercentEncodedHoldsASecretToo() {
        JdbcUrl url = new JdbcUrl("jdbc:mysql://db/site?pass%77ord=hid-7");

        assertThat(url.holdsSecret()).isTrue();
        assertThat(url.hiddenIn("bad parameter pass%77ord=hid-7")).isEqualTo("bad parameter ***");
        assertThat(new JdbcUrl("jdbc:mysql://db/site?user=me").holdsSecret()).isFalse();
    }
}
