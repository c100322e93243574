package dev.bellwether.cli.graph;

import java.util.Arrays;

/**
 * A grid of characters of which each shows 2×4 dots. Every character belongs to the series that drew there last, and may
 * be a mark instead of dots. Not safe for use by many threads.
 */
final class BrailleCanvas {
    private static final int EMPTY = 0x2800;

    /** The bits of a braille character by row and column, in the order of Unicode. */
    private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private final int columns;
    private final int rows;
    private final int[] dots;
    private final int[] owners;
    private final char[] marks;

    BrailleCanvas(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        this.dots = new int[columns * rows];
        this.owners = new int[columns * rows];
        this.marks = new char[columns * rows];
        Arrays.fill(owners, -1);
    }

    int dotColumns() {
        return 2 * columns;
    }

    int dotRows() {
        return 4 * rows;
    }

    /** Sets a dot, counted from the top left corner; outside nothing happens. */
    void dot(int x, int y, int owner) {
        if (x < 0 || y < 0 || x >= dotColumns() || y >= dotRows()) {
            return;
        }
        int cell = y / 4 * columns + x / 2;
        dots[cell] |= BITS[y % 4][x % 2];
        owners[cell] = owner;
    }

    /** A straight line of dots (Bresenham). */
    void line(int fromX, int fromY, int toX, int toY, int owner) {
        int distanceX = Math.abs(toX - fromX);
        int distanceY = -Math.abs(toY - fromY);
        int directionX = Integer.signum(toX - fromX);
        int directionY = Integer.signum(toY - fromY);
        int error = distanceX + distanceY;
        int x = fromX;
        int y = fromY;
        dot(x, y, owner);
        while (x != toX || y != toY) {
            int doubled = 2 * error;
            if (doubled >= distanceY) {
                error += distanceY;
                x += directionX;
            }
            if (doubled <= distanceX) {
                error += distanceX;
                y += directionY;
            }
            dot(x, y, owner);
        }
    }

    /** Puts a mark where that dot is, unless another series has one there. */
    void mark(int x, int y, char mark, int owner) {
        int cell = y / 4 * columns + x / 2;
        if (marks[cell] == 0) {
            marks[cell] = mark;
            owners[cell] = owner;
        }
    }

    /** The character at a place; a blank where nothing was drawn. */
    char character(int column, int row) {
        int cell = row * columns + column;
        if (marks[cell] != 0) {
            return marks[cell];
        }
        return dots[cell] == 0 ? ' ' : (char) (EMPTY + dots[cell]);
    }

    /** The series that drew at a place last, or −1. */
    int owner(int column, int row) {
        return owners[row * columns + column];
    }
}
