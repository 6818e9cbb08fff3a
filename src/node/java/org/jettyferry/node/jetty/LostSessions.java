package org.jettyferry.node.jetty;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Sessions that are not in a table of a database alone: in memory, in files, behind another cache. They are never let go
 * of: nobody could migrate them, and those in memory would be lost.
 */
final class LostSessions extends MemorySessions {
    private final IntSupplier count;
    private final String place;

    /**
     * @param count returns how many there are
     * @param place the class of Jetty that keeps them
     */
    LostSessions(IntSupplier count, Object place) {
        this.count = count;
        this.place = place.getClass().getSimpleName();
    }

    @Override
    public Pass writeAndRelease(boolean drained) {
        Pass pass = new Pass();
        pass.kept(count.getAsInt(), "not in a session table alone but in " + place + ": kept there");
        return pass;
    }

    @Override
    public Pass end(BooleanSupplier still) {
        Pass pass = new Pass();
        pass.kept(
                count.getAsInt(),
                "not in a session table alone but in " + place + ": nobody can end them before this node stops");
        return pass;
    }

    @Override
    public Pass release(boolean drained) {
        return new Pass();
    }
}
