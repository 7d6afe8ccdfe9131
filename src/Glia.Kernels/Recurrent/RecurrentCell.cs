using System.Numerics;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// What a recurrent layer does at one step once its sums are there, for all rows at a time: from the sums and the state before to the
/// state, and back. Sums of a row stand gate after gate, in Keras' order.
/// </summary>
public abstract class RecurrentCell
{
    // Rows of one tile, when threads work together, and how many numbers make that worth it.
    private const int Tile = 8, WorthSharing = 8192;

    private protected RecurrentCell() { }

    /// <summary>How many sums of the inputs there are for each unit: 1, or one for each gate.</summary>
    public abstract int Sums { get; }

    /// <summary>Whether there is a second state beside the one that comes out: the cell of an LSTM.</summary>
    public virtual bool HasMemory => false;

    /// <summary>Whether the sums of the state before are kept apart from those of the inputs, as a GRU multiplies them by a gate.</summary>
    public virtual bool KeepsApart => false;

    /// <summary>
    /// From the sums to the state. Each sum is replaced by what <see cref="Backward"/> needs of it. Where the mask of a row is 0, its state
    /// stays.
    /// </summary>
    /// <param name="workers">Threads to share the rows; the bits are the same.</param>
    /// <param name="step">The numbers of the step.</param>
    public void Forward(Workers workers, in RecurrentStep step) => Run(workers, step, default, default);

    /// <summary>
    /// From the gradient of the state to those of the sums, which take the places of the sums. The gradients of the state become what goes
    /// straight to the state before; what goes there through the sums is for the caller to add.
    /// </summary>
    /// <param name="workers">Threads to share the rows; the bits are the same.</param>
    /// <param name="step">The numbers of the step, as <see cref="Forward"/> left them.</param>
    /// <param name="dState">Gradient in the state, one number a unit of each row; changed.</param>
    /// <param name="dMemory">Gradient in the memory, where there is one; changed.</param>
    public void Backward(Workers workers, in RecurrentStep step, Span<float> dState, Span<float> dMemory)
    {
        RequireLength(dState.Length, step.State.Length, nameof(dState));
        RequireLength(dMemory.Length, step.Memory.Length, nameof(dMemory));
        Run(workers, step, dState, dMemory);
    }

    private protected abstract unsafe void ForwardRow(in Row row);

    private protected abstract unsafe void BackwardRow(in Row row);

    private unsafe void Run(Workers workers, in RecurrentStep step, Span<float> dState, Span<float> dMemory)
    {
        int units = step.Units, rows = step.State.Length / units;
        RequireLength(step.State.Length, rows * units, "state");
        RequireLength(step.StateBefore.Length, rows * units, "state before");
        RequireLength(step.Sums.Length, rows * units * Sums, "sums");
        RequireLength(step.StateSums.Length, KeepsApart ? step.Sums.Length : 0, "sums of the state");
        RequireLength(step.Memory.Length, HasMemory ? rows * units : 0, "memory");
        RequireLength(step.MemoryBefore.Length, step.Memory.Length, "memory before");
        if (!step.Mask.IsEmpty) RequireLength(step.Mask.Length, rows, "mask");
        fixed (float* sums = step.Sums, stateSums = step.StateSums, before = step.StateBefore, state = step.State,
            memoryBefore = step.MemoryBefore, memory = step.Memory, mask = step.Mask, dh = dState, dc = dMemory)
        {
            var job = new Job(this, rows, mask, new Row(units, sums, stateSums, before, state, memoryBefore, memory, dh, dc));
            if (step.State.Length < WorthSharing) workers = Workers.Single;
            workers.For((rows + Tile - 1) / Tile, job);
        }
    }

    /// <summary>What a stored sum was turned into by its activation; stored is what the derivative is computed from.</summary>
    private protected static Vector<float> Value<TOp>(TOp op, Vector<float> stored) where TOp : struct, IActivation =>
        TOp.NeedsInput ? op.Apply(stored) : stored;

    /// <summary>What to store of a sum.</summary>
    private protected static Vector<float> Stored<TOp>(Vector<float> sum, Vector<float> value) where TOp : struct, IActivation =>
        TOp.NeedsInput ? sum : value;

    /// <summary>A state that only decays, or its gradient, is zero before it is subnormal.</summary>
    private protected static Vector<float> Settled(Vector<float> value) => Decayed.Settle(value, Decayed.Least);

    private protected static unsafe Vector<float> Load(float* row, int at, int units) =>
        LoadUpTo(new ReadOnlySpan<float>(row, units), at, units);

    private protected static unsafe void Store(Vector<float> value, float* row, int at, int units) =>
        StoreUpTo(value, new Span<float>(row, units), at, units);

    /// <summary>Where the numbers of one row begin; null for what there is none of.</summary>
    private protected readonly unsafe struct Row(int units, float* sums, float* stateSums, float* stateBefore, float* state,
        float* memoryBefore, float* memory, float* dState, float* dMemory)
    {
        public int Units => units;
        public float* Sums => sums;
        public float* StateSums => stateSums;
        public float* StateBefore => stateBefore;
        public float* State => state;
        public float* MemoryBefore => memoryBefore;
        public float* Memory => memory;
        public float* DState => dState;
        public float* DMemory => dMemory;

        public Row At(int row, int gates)
        {
            long at = (long)row * units;
            return new Row(units, sums + gates * at, Move(stateSums, gates * at), stateBefore + at, state + at, Move(memoryBefore, at),
                Move(memory, at), Move(dState, at), Move(dMemory, at));
        }

        private static float* Move(float* from, long by) => from == null ? null : from + by;
    }

    // A class in a job costs a reference, which allocates nothing.
    private readonly unsafe struct Job(RecurrentCell cell, int rows, float* mask, Row first) : IJob
    {
        public void Run(int tile)
        {
            for (int i = tile * Tile; i < Math.Min(rows, (tile + 1) * Tile); i++)
            {
                Row row = first.At(i, cell.Sums);
                bool back = row.DState != null;
                if (mask != null && mask[i] == 0) Skip(row, back);
                else if (back) cell.BackwardRow(row);
                else cell.ForwardRow(row);
            }
        }

        // The state stays, and its gradient with it; the sums had no part.
        private void Skip(in Row row, bool back)
        {
            int units = row.Units;
            if (!back)
            {
                new ReadOnlySpan<float>(row.StateBefore, units).CopyTo(new Span<float>(row.State, units));
                if (row.Memory != null) new ReadOnlySpan<float>(row.MemoryBefore, units).CopyTo(new Span<float>(row.Memory, units));
                return;
            }
            new Span<float>(row.Sums, cell.Sums * units).Clear();
            if (row.StateSums != null) new Span<float>(row.StateSums, cell.Sums * units).Clear();
        }
    }
}
