package org.jettyferry.cli;

import org.jettyferry.cli.terminal.ExitCode;

/**
 * Says what an {@link Error} of the Java machine means to an operator. Such an error may come from a library that is missing:
 * nothing here needs one.
 */
final class ErrorText {
    private static final String KEPT =
            "No session is lost: Jetty's tables are replaced at the swap only, once all is verified.";
    private static final String AGAIN = " Run the same command again; a run that has begun goes on where it stopped.";

    private ErrorText() {}

    static Failure of(Error error) {
        if (error instanceof OutOfMemoryError) {
            return failure(
                    "the memory of this process is used up: it may take "
                            + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB (" + error.getMessage() + ")",
                    "Give it more, with java -Xmx... -jar jetty-ferry.jar or FERRY_JAVA_OPTS=-Xmx... ferry." + AGAIN);
        }
        if (error instanceof StackOverflowError) {
            return failure(
                    "the stack of a thread is used up",
                    "Give it more, with java -Xss16m -jar jetty-ferry.jar or FERRY_JAVA_OPTS=-Xss16m ferry." + AGAIN);
        }
        if (error instanceof LinkageError) {
            return failure(
                    "a part of this installation is missing or does not fit: " + error,
                    "Unpack the distribution anew: jetty-ferry.jar and the jars in its folder lib belong together."
                            + AGAIN);
        }
        return failure(
                "an error that was not foreseen: " + error,
                "Run the same command with --verbose to see where it comes from." + AGAIN);
    }

    private static Failure failure(String message, String remedy) {
        return new Failure(ExitCode.ERROR, message + ". " + KEPT, remedy);
    }
}
