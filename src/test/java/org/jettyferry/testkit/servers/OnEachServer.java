package org.jettyferry.testkit.servers;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jettyferry.testkit.Wide;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Repeats a {@link ServerTest} on each of its servers. */
final class OnEachServer implements TestTemplateInvocationContextProvider {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(OnEachServer.class);
    private static final Set<TestServer> SKIPPED = new HashSet<>();
    private static boolean oneOfBothSaid;

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        ServerTest test = context.getRequiredTestMethod().getAnnotation(ServerTest.class);
        Set<ServerKind> kinds = new LinkedHashSet<>(Arrays.asList(test.value()));
        if (Wide.ON) {
            kinds.addAll(Arrays.asList(test.wide()));
        } else if (kinds.containsAll(List.of(ServerKind.MYSQL, ServerKind.MARIADB))) {
            kinds.remove(otherOf(context));
        }
        return kinds.stream().map(kind -> new Invocation(kind.server()));
    }

    /** Returns the one of MySQL and MariaDB on which a test does not run in a normal build: always the same. */
    private static ServerKind otherOf(ExtensionContext context) {
        if (!oneOfBothSaid) {
            oneOfBothSaid = true;
            System.err.println(
                    "SKIPPED on one of MySQL and MariaDB, each test for both: -Dferry.test.wide=true runs them on"
                            + " both");
        }
        String test = context.getRequiredTestClass().getName()
                + context.getRequiredTestMethod().getName();
        return Math.floorMod(test.hashCode(), 2) == 0 ? ServerKind.MYSQL : ServerKind.MARIADB;
    }

    /** Returns the names of the databases that a test got as parameters; they are dropped after it. */
    static Set<String> given(ExtensionContext context) {
        return context.getStore(NAMESPACE).getOrComputeIfAbsent(Given.class).names;
    }

    private static final class Given {
        private final Set<String> names = new HashSet<>();

        Given() {}
    }

    private record Invocation(TestServer server) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return server.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new SkipWithReason(server), new Databases(server), new LeakCheck(server));
        }
    }

    /** The summary of the build shows the number of skipped tests only, so the reason is printed as well, once. */
    private record SkipWithReason(TestServer server) implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return server.unavailable().map(this::skip).orElseGet(() -> ConditionEvaluationResult.enabled("available"));
        }

        private ConditionEvaluationResult skip(String reason) {
            if (SKIPPED.add(server)) {
                System.err.println("SKIPPED on " + server.name() + ": " + reason);
            }
            return ConditionEvaluationResult.disabled(reason);
        }
    }

    private record Databases(TestServer server) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == TestServer.class || type == TestDatabase.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            if (parameter.getParameter().getType() == TestServer.class) {
                return server;
            }
            TestDatabase database = server.createDatabase();
            ExtensionContext.Store store = context.getStore(NAMESPACE);
            store.put(database, database); // which drops it at the end of the test
            given(context).add(database.name());
            return database;
        }
    }
}
