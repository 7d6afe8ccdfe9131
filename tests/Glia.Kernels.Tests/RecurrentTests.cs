namespace Glia.Kernels.Tests;

/// <summary>Cells, tables and masks: any number of threads and rows gives the bits of one thread and one row.</summary>
public class RecurrentTests
{
    public static TheoryData<int> Units => [1, 5, 16, 33, 200];

    [Theory, MemberData(nameof(Units))]
    public void A_row_has_the_bits_it_has_alone_on_any_threads(int units)
    {
        RecurrentCell[] cells =
        [
            new SimpleCell<Tanh>(default), new SimpleCell<Gelu>(default), new LstmCell<Tanh, Sigmoid>(default, default),
            new LstmCell<Silu, HardSigmoid>(default, new HardSigmoid(1 / 6f, 0.5f)), new GruCell<Tanh, Sigmoid>(default, default),
        ];
        const int Rows = 53;
        float[] mask = [.. Enumerable.Range(0, Rows).Select(row => row % 4 == 2 ? 0f : 1)];
        foreach (RecurrentCell cell in cells)
        {
            Step one = new(cell, Rows, units), three = new(cell, Rows, units);
            one.Run(cell, Workers.Single, mask);
            three.Run(cell, new Workers(3), mask);
            Assert.Equal(one.All, three.All);
            for (int row = 0; row < Rows; row += 13)
            {
                Step alone = new Step(cell, Rows, units).Row(cell, row);
                alone.Run(cell, Workers.Single, mask.AsSpan(row, 1));
                Assert.Equal(one.Row(cell, row).All, alone.All);
            }
        }
    }

    [Fact]
    public void A_masked_row_keeps_its_state_and_hands_its_gradient_on()
    {
        var cell = new LstmCell<Tanh, Sigmoid>(default, default);
        var step = new Step(cell, 2, 5);
        float[] state = [.. step.DState], memory = [.. step.DMemory];
        step.Run(cell, Workers.Single, [1, 0]);
        Assert.Equal(step.Before[5..], step.State[5..]);
        Assert.Equal(step.MemoryBefore[5..], step.Memory[5..]);
        Assert.Equal(new float[20], step.Sums[20..]);
        Assert.Equal(state[5..], step.DState[5..]);
        Assert.Equal(memory[5..], step.DMemory[5..]);
        Assert.Equal(new float[5], step.DState[..5]);
        Assert.DoesNotContain(0, step.Sums[..20]);
    }

    [Fact]
    public void What_has_decayed_is_zero()
    {
        // A forget gate of a half: after 200 steps without input nothing subnormal is left, forward or backward.
        var cell = new LstmCell<Tanh, Sigmoid>(default, default);
        float[] memory = [.. Enumerable.Repeat(1f, 8)], gradient = [.. memory], state = new float[8];
        for (int i = 0; i < 200; i++)
        {
            var sums = new float[32];
            float[] next = new float[8], back = new float[8];
            var step = new RecurrentStep
            {
                Units = 8,
                Sums = sums,
                StateBefore = state,
                State = new float[8],
                MemoryBefore = memory,
                Memory = next,
            };
            cell.Forward(Workers.Single, step);
            cell.Backward(Workers.Single, step, back, gradient);
            Assert.All(next.Concat(gradient), number => Assert.False(float.IsSubnormal(number)));
            memory = next;
        }
        Assert.Equal(new float[8], memory);
        Assert.Equal(new float[8], gradient);
    }

    [Fact]
    public void Sequences_are_turned_and_turned_back()
    {
        float[] x = Numbers.Uniform(4 * 5 * 3, 1), y = new float[x.Length], back = new float[x.Length], reversed = new float[x.Length];
        TimeMajor.From(Workers.Single, x, y, 4, 5);
        TimeMajor.From(new Workers(3), x, reversed, 4, 5, backwards: true);
        TimeMajor.To(new Workers(3), y, back, 4, 5);
        Assert.Equal(x, back);
        for (int i = 0; i < x.Length; i++)
        {
            int row = i / 15, step = i / 3 % 5, feature = i % 3;
            Assert.Equal(x[i], y[(step * 4 + row) * 3 + feature]);
            Assert.Equal(x[i], reversed[((4 - step) * 4 + row) * 3 + feature]);
        }
        float[] one = new float[12], sum = new float[12];
        TimeMajor.Put(y.AsSpan(12, 12), back, 4, 5, 3);
        TimeMajor.Add(x, sum, 4, 5, 1);
        TimeMajor.Add(back, one, 4, 5, 3);
        Assert.Equal(sum, one);
    }

    [Fact]
    public void A_table_is_looked_up_and_gets_its_gradient_where_it_was()
    {
        const int Rows = 50, Width = 37, Count = 5000;
        float[] table = Numbers.Uniform(Rows * Width, 1), indices = [.. Enumerable.Range(0, Count).Select(i => (float)(i * 7919 % 49))];
        float[] y = new float[Count * Width], shared = new float[y.Length];
        float[] gradient = new float[table.Length], other = new float[table.Length];
        Assert.Equal(-1, EmbeddingTable.FirstOutside(indices, Rows));
        EmbeddingTable.Lookup(Workers.Single, indices, table, Width, y);
        EmbeddingTable.Lookup(new Workers(3), indices, table, Width, shared);
        Assert.Equal(y, shared);
        for (int i = 0; i < Count; i += 97) Assert.Equal(table.AsSpan((int)indices[i] * Width, Width), y.AsSpan(i * Width, Width));
        EmbeddingTable.AddGradient(Workers.Single, indices, y, Width, gradient);
        EmbeddingTable.AddGradient(new Workers(3), indices, y, Width, other);
        Assert.Equal(gradient, other);
        for (int row = 0; row < Rows; row++)
        {
            double expected = indices.Count(index => index == row) * (double)table[row * Width + 3];
            Assert.Equal(expected, gradient[row * Width + 3], 1e-3);
        }
        Assert.Equal(new float[Width], gradient[^Width..]); // nobody asked for row 49
    }

    [Theory]
    [InlineData(-1, 20)]
    [InlineData(9, 0)]
    [InlineData(0.5f, 33)]
    [InlineData(float.NaN, 17)]
    [InlineData(1e20f, 31)]
    public void The_first_number_that_is_no_row_is_found(float number, int place)
    {
        var indices = new float[40];
        indices[place] = number;
        Assert.Equal(place, EmbeddingTable.FirstOutside(indices, 9));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(21)]
    public void A_mask_leaves_steps_out_of_the_mean(int features)
    {
        float[] x = Numbers.Uniform(3 * 4 * features, 1), mask = new float[12];
        float[] y = new float[3 * features], three = new float[3 * features];
        foreach (int step in (int[])[1, 3, 8, 9, 10, 11]) x.AsSpan(step * features, features).Clear();
        Masks.Find(x, features, 0, mask);
        Assert.Equal([1, 0, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0], mask);
        Masks.Mean(Workers.Single, x, y, mask, 3);
        Masks.Mean(new Workers(3), x, three, mask, 3);
        Assert.Equal(y, three);
        for (int f = 0; f < features; f++) Assert.Equal((x[f] + x[2 * features + f]) / 2, y[f], 1e-6f);
        Assert.Equal(new float[features], y[^features..]); // no step of the last row counts
        float[] dx = new float[x.Length], kept = [.. x];
        Masks.MeanBackward(new Workers(3), y, dx, mask, 3);
        for (int i = 0; i < dx.Length; i++)
        {
            float share = mask[i / features] == 0 ? 0 : i < 4 * features ? 0.5f : 0.25f;
            Assert.Equal(y[i / (4 * features) * features + i % features] * share, dx[i]);
        }
        Masks.Apply(kept, kept, mask);
        Assert.Equal(x, kept);
    }

    // The numbers of one step, drawn.
    private sealed class Step
    {
        private readonly int _units;

        public Step(RecurrentCell cell, int rows, int units)
        {
            _units = units;
            int state = rows * units, sums = state * cell.Sums;
            (Sums, StateSums) = (Numbers.Uniform(sums, 1, -2, 2), cell.KeepsApart ? Numbers.Uniform(sums, 2, -2, 2) : []);
            (Before, State) = (Numbers.Uniform(state, 3), new float[state]);
            (MemoryBefore, Memory) = cell.HasMemory ? (Numbers.Uniform(state, 4), new float[state]) : ([], []);
            (DState, DMemory) = (Numbers.Uniform(state, 5), cell.HasMemory ? Numbers.Uniform(state, 6) : []);
        }

        public float[] Sums { get; private set; }
        public float[] StateSums { get; private set; }
        public float[] Before { get; private set; }
        public float[] State { get; private set; }
        public float[] MemoryBefore { get; private set; }
        public float[] Memory { get; private set; }
        public float[] DState { get; private set; }
        public float[] DMemory { get; private set; }

        public float[] All => [.. Sums, .. StateSums, .. State, .. Memory, .. DState, .. DMemory];

        public void Run(RecurrentCell cell, Workers workers, ReadOnlySpan<float> mask)
        {
            var step = new RecurrentStep
            {
                Units = _units,
                Sums = Sums,
                StateSums = StateSums,
                StateBefore = Before,
                State = State,
                MemoryBefore = MemoryBefore,
                Memory = Memory,
                Mask = mask,
            };
            cell.Forward(workers, step);
            cell.Backward(workers, step, DState, DMemory);
        }

        public Step Row(RecurrentCell cell, int row)
        {
            float[] Cut(float[] all, int size) => all.Length == 0 ? all : all[(row * size)..((row + 1) * size)];
            int sums = cell.Sums * _units;
            return new Step(cell, 1, _units)
            {
                Sums = Cut(Sums, sums),
                StateSums = Cut(StateSums, sums),
                Before = Cut(Before, _units),
                State = Cut(State, _units),
                MemoryBefore = Cut(MemoryBefore, _units),
                Memory = Cut(Memory, _units),
                DState = Cut(DState, _units),
                DMemory = Cut(DMemory, _units),
            };
        }
    }
}
