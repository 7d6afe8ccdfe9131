using CsCheck;
using Glia.Data;
using Glia.Training;

namespace Glia.Tests.Training;

/// <summary>The order of an epoch, whole or in windows.</summary>
public class EpochOrderTests
{
    private static readonly Gen<(int Rows, int Window, int Block, int Batch)> Sizes =
        Gen.Select(Gen.Int[1, 700], Gen.Int[1, 300], Gen.Int[1, 40], Gen.Int[1, 90]);

    [Fact]
    public void An_epoch_has_every_row_once() => Gen.Select(Sizes, Gen.ULong, Gen.Int[0, 5]).Sample((sizes, seed, epoch) =>
    {
        int[] rows = Epoch(sizes, seed, epoch);
        return rows.Length == sizes.Rows && rows.Order().SequenceEqual(Enumerable.Range(0, sizes.Rows));
    }, iter: 500);

    [Fact]
    public void A_step_has_the_same_rows_whatever_was_asked_before() => Gen.Select(Sizes, Gen.ULong, Gen.Int[0, 1000])
        .Sample((sizes, seed, at) =>
    {
        BatchOrder fresh = Order(sizes, seed), used = Order(sizes, seed);
        int step = at % used.StepsPerEpoch;
        used.BeginEpoch(2);
        for (int i = 0; i < step; i++) used.Rows(i);
        fresh.BeginEpoch(2);
        return fresh.Rows(step).SequenceEqual(used.Rows(step));
    }, iter: 200);

    [Fact]
    public void The_blocks_of_a_window_are_its_rows() => Gen.Select(Sizes, Gen.ULong).Sample((sizes, seed) =>
    {
        var order = new EpochOrder(sizes.Rows, new ShuffleWindow(sizes.Window, Math.Min(sizes.Block, sizes.Window)), seed);
        for (int window = 0; window < order.Windows; window++)
        {
            int[] read = [.. order.Blocks(1, window).SelectMany(block => Enumerable.Range(block.Start, block.Count)).Order()];
            int[] rows = order.Rows(1, window).ToArray();
            if (!read.SequenceEqual(rows.Order())) return false;
            // No longer than asked for, but for the rows that are no whole block and those by which windows cannot be equal.
            if (rows.Length > sizes.Window + 2 * sizes.Block) return false;
        }
        return true;
    }, iter: 300);

    [Fact]
    public void Rows_of_one_window_are_shuffled_as_they_always_were()
    {
        // The order of 12 rows under seed 1 in epoch 0 as it was before there were windows.
        Assert.Equal(Old(12, 1, 0), Epoch((12, 100, 3, 5), 1, 0));
        Assert.Equal(Old(1000, 99, 4), Epoch((1000, 1000, 10, 32), 99, 4));
    }

    [Fact]
    public void A_file_that_is_sorted_by_class_gives_windows_of_all_classes()
    {
        // Ten classes one after the other; 512 blocks a window, as the sizes of windows and blocks are.
        const int rows = 400_000, classes = 10;
        var order = new EpochOrder(rows, new ShuffleWindow(51_200, 100), 1);
        for (int window = 0; window < order.Windows; window++)
        {
            var counts = new int[classes];
            foreach (int row in order.Rows(0, window)) counts[(int)((long)row * classes / rows)]++;
            double all = counts.Sum();
            // Five standard deviations of a share of a tenth among 500 blocks.
            Assert.All(counts, count => Assert.InRange(count / all, 0.1 - 5 * 0.0134, 0.1 + 5 * 0.0134));
        }
    }

    [Fact]
    public void The_window_depends_on_the_size_of_the_rows_alone()
    {
        Assert.Equal(new ShuffleWindow(342_392, 668), ShuffleWindow.Of(new ByteFeatures(new byte[784], 784)));
        Assert.Equal(new ShuffleWindow(85_598, 167), ShuffleWindow.Of(new FloatFeatures(new float[784], 784)));
        Assert.Equal(new ShuffleWindow(1 << 22, 131_072), ShuffleWindow.Of(new FloatFeatures(new float[1], 1)));
        Assert.Equal(new ShuffleWindow(1, 1), ShuffleWindow.Of(new FloatFeatures(new float[1 << 27], 1 << 27)));
    }

    private static BatchOrder Order((int Rows, int Window, int Block, int Batch) sizes, ulong seed) => new(sizes.Rows,
        new FitOptions { BatchSize = sizes.Batch }, seed, new ShuffleWindow(sizes.Window, Math.Min(sizes.Block, sizes.Window)));

    private static int[] Epoch((int Rows, int Window, int Block, int Batch) sizes, ulong seed, int epoch)
    {
        BatchOrder order = Order(sizes, seed);
        order.BeginEpoch(epoch);
        return [.. Enumerable.Range(0, order.StepsPerEpoch).SelectMany(step => order.Rows(step).ToArray())];
    }

    // Fisher-Yates as it was written when a list of all rows was kept.
    private static int[] Old(int count, ulong seed, uint epoch)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        var words = new uint[4];
        for (int i = count - 1, draw = 0; i > 0; i--, draw++)
        {
            if (draw % 4 == 0)
            {
                (uint c0, uint c1, uint c2, uint c3) = ((uint)(draw / 4), 0, epoch, uint.MaxValue);
                Kernels.Philox.Next((uint)seed, (uint)(seed >> 32), ref c0, ref c1, ref c2, ref c3);
                words = [c0, c1, c2, c3];
            }
            int j = (int)(((ulong)words[draw % 4] * (uint)(i + 1)) >> 32);
            (rows[i], rows[j]) = (rows[j], rows[i]);
        }
        return rows;
    }
}
