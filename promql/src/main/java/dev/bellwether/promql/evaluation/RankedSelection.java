package dev.bellwether.promql.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps the k largest or smallest values; NaN loses against everything, and of equal values the first is kept. */
final class RankedSelection {
    private final boolean largest;
    private final int capacity;
    private final List<Entry> heap = new ArrayList<>();

    private record Entry(int index, double value) {}

    RankedSelection(int capacity, boolean largest) {
        this.capacity = capacity;
        this.largest = largest;
    }

    void offer(int index, double value) {
        Entry entry = new Entry(index, value);
        if (heap.size() < capacity) {
            heap.add(entry);
            siftUp(heap.size() - 1);
            return;
        }
        double worst = heap.getFirst().value;
        boolean better = largest ? value > worst : value < worst;
        if (better || (Double.isNaN(worst) && !Double.isNaN(value))) {
            heap.set(0, entry);
            siftDown();
        }
    }

    /** The indexes from the best value to the worst. */
    List<Integer> inOrder() {
        Comparator<Entry> byValue = Comparator.comparingDouble(Entry::value);
        List<Entry> sorted = new ArrayList<>(heap);
        sorted.sort((left, right) -> {
            boolean leftNan = Double.isNaN(left.value);
            boolean rightNan = Double.isNaN(right.value);
            if (leftNan || rightNan) {
                return Boolean.compare(leftNan, rightNan);
            }
            return largest ? byValue.compare(right, left) : byValue.compare(left, right);
        });
        List<Integer> indexes = new ArrayList<>(sorted.size());
        sorted.forEach(entry -> indexes.add(entry.index));
        return indexes;
    }

    private boolean isWorse(Entry left, Entry right) {
        if (Double.isNaN(left.value)) {
            return true;
        }
        return largest ? left.value < right.value : left.value > right.value;
    }

    private void siftUp(int start) {
        int child = start;
        while (child > 0) {
            int parent = (child - 1) / 2;
            if (!isWorse(heap.get(child), heap.get(parent))) {
                return;
            }
            swap(child, parent);
            child = parent;
        }
    }

    private void siftDown() {
        int parent = 0;
        while (true) {
            int child = 2 * parent + 1;
            if (child >= heap.size()) {
                return;
            }
            if (child + 1 < heap.size() && isWorse(heap.get(child + 1), heap.get(child))) {
                child++;
            }
            if (!isWorse(heap.get(child), heap.get(parent))) {
                return;
            }
            swap(parent, child);
            parent = child;
        }
    }

    private void swap(int left, int right) {
        Entry entry = heap.get(left);
        heap.set(left, heap.get(right));
        heap.set(right, entry);
    }
}
