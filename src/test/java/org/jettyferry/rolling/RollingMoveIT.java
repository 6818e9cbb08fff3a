package org.jettyferry.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4;
import static org.jettyferry.testkit.servers.ServerKind.MSSQL;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.util.List;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.balancers.Balancing;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestServer;
import org.jettyferry.testkit.traffic.Answer;
import org.jettyferry.testkit.traffic.Answers;
import org.jettyferry.testkit.traffic.Traffic;

/**
 * A context moves from two nodes of an old Jetty to one of Jetty 12.1 under steady traffic, with the commands that an
 * operator types. {@code acme} moves, {@code globex} stays, {@code plain} is not in the registry.
 */
class RollingMoveIT {
    @ServerTest(POSTGRESQL)
    void from93BehindHaproxyTo12BehindNginx(TestServer server) throws Exception {
        Wide.assume("the rolling move by single commands, from 9.3");
        movesUnderTraffic(server, JETTY_9_3, List.of(Balancing.HAPROXY, Balancing.NGINX));
    }

    @ServerTest(MYSQL)
    void from94BehindNginxTo12BehindHaproxy(TestServer server) throws Exception {
        Wide.assume("from 9.4 on MySQL");
        movesUnderTraffic(server, JETTY_9_4, List.of(Balancing.NGINX, Balancing.HAPROXY));
    }

    @ServerTest(MSSQL)
    void from93BehindHaproxyTo12BehindNginxOnSqlServer(TestServer server) throws Exception {
        movesUnderTraffic(server, JETTY_9_3, List.of(Balancing.HAPROXY, Balancing.NGINX));
    }

    private static void movesUnderTraffic(TestServer server, JettyRelease old, List<Balancing> balancings)
            throws Exception {
        List<String> contexts = List.of("acme", "globex", "plain");
        try (Site site = new Site(server, old, List.of("old1", "old2"), contexts, balancings)) {
            Answers answers;
            try (Traffic traffic = Traffic.to(site.oldUri(), contexts)) {
                answers = traffic.answers();
                RollingMove move = new RollingMove(site, answers);
                move.everybodyIsServedByTheOldServer();
                move.aDisabledContextIsRefusedAloneAndDrains();
                move.aMovedContextIsServedByTheNewServer();
                move.whoHasNotMovedIsNotSentBack();
                move.everyNodeSaysWhatItHasSeen();
                move.withoutTheUrlNobodyIsRedirected();
                move.anOutageOfTheRegistryChangesNothing();
                move.theWayBackIsTheSame();
            }
            assertThat(answers.bad()).isEmpty();
            assertThat(answers.disturbed("globex")).isEmpty();
            assertThat(answers.disturbed("plain")).isEmpty();
            assertThat(answers.all())
                    .filteredOn(answer -> answer.context().equals("acme"))
                    .extracting(Answer::status)
                    .isSubsetOf(200, 302, 307, 421, 503);
            System.err.printf("%s: %,d answers%n", server, answers.all().size());
        }
    }
}
