using System.Runtime.InteropServices;
using CsCheck;
using Glia.Data;

namespace Glia.Tests.Data;

/// <summary>Golden values of scikit-learn 1.2.1; the script for the smaller cases is Reference/make_random.py.
/// Hashes are of the rows as int32.</summary>
public class TrainTestSplitTests
{
    private static string Hash(int[] rows) => Fixture.Sha256(MemoryMarshal.AsBytes<int>(rows));

    private static void Check(TrainTestSplit split, int[] sizes, int[] firstTrain, string train, string test)
    {
        Assert.Equal(sizes, (int[])[split.Train.Length, split.Test.Length]);
        Assert.Equal(firstTrain, split.Train[..5]);
        Assert.Equal(train, Hash(split.Train));
        Assert.Equal(test, Hash(split.Test));
    }

    [Fact]
    public void Plain_splits_of_the_digits_are_scikit_learns()
    {
        Check(TrainTestSplit.Random(70000, 42, 0.2), [56000, 14000], [47339, 67456, 12308, 32557, 664],
            "c805c362735a9397aaa1753097d88fc990f5b1a7377c9f3f5047168192d304fe",
            "ac6680c88e997d9a5c88edfc164f610d6208fa4f87bcbca86764354f7a4a922b");
        foreach (PartSize size in (PartSize[])[1.0 / 7, 10000])
            Check(TrainTestSplit.Random(70000, 42, size), [60000, 10000], [23001, 31471, 21970, 23585, 10299],
                "f214f3cab94a6c245648624f0c52962fcaf12d71796e251c8570d9e69637d133",
                "254309a21c69dc5cdfe11f91eb6afec3ea5b46f9b5a8a37754fe8b51ada8375a");
        Check(TrainTestSplit.Random(70000, 42), [52500, 17500], [58774, 7414, 63662, 54551, 50995],
            "0800ce9e0735181173aa44c378c9ce3b5779839765e610148a961dcc8ef7e609",
            "1494fb29bccaf68b53b27aaa7ab9991129c2d170e5ad10bb21670615b9d04cf1");
    }

    [Fact]
    public void Small_plain_splits_are_scikit_learns()
    {
        TrainTestSplit ten = TrainTestSplit.Random(10, 0, 0.3);
        Assert.Equal([9, 1, 6, 7, 3, 0, 5], ten.Train);
        Assert.Equal([2, 8, 4], ten.Test);
        Check(TrainTestSplit.Random(1000, 3, 0.3, 0.5), [500, 300], [926, 411, 224, 14, 170],
            "46041e07cf2ef7fb80e36593f1115dd231f701b48dcb4f890921fcdace09135e",
            "7c2c569af8e831aa722b674512982a145a6adf38ecd5c338f2f7e8dd45434359");
        Check(TrainTestSplit.Random(1000, 3, trainSize: 333), [333, 667], [485, 462, 976, 627, 281],
            "bcdc14c354523a610e0a67900801935e89ef7b33c7825cd10e484d1f8034ce5a",
            "9664797b2549db5c61bd7c6bcb177f6052a291c1a3d56e2f9ca5e7eef47ccdeb");
        Check(TrainTestSplit.Random(1000, 3), [750, 250], [942, 962, 237, 914, 301],
            "f5926fc301b4940781d7f59cedd6145b52f7205563f4bec25cf759f4b2a2c4bb",
            "55f5390d385a8e98e9a8ba52624e10b736360c3dd75168644ced7e5dcdd21234");
        Check(TrainTestSplit.InOrder(1000, 0.333), [667, 333], [0, 1, 2, 3, 4],
            "8951899c5f3812713690b6f23625a6b5abd41f3c120b029b57aff4a9f8e1f2d0",
            "5e1d19e20efcae865829e5b812b4ab9b0a38a30f3d72b31f067551752a514b6a");
    }

    [Fact]
    public void Stratified_splits_are_scikit_learns()
    {
        int[] sorted = [.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(1, 30), .. Enumerable.Repeat(2, 20)];
        TrainTestSplit hundred = TrainTestSplit.Random(100, 42, 0.2, stratify: sorted);
        Assert.Equal([51, 22, 58, 14, 20, 94, 38, 7, 93, 18, 70, 49, 75, 79, 83, 28, 95, 10, 42, 69], hundred.Test);
        Check(hundred, [80, 20], [91, 55, 35, 57, 63],
            "131343e885bbb015a1175d30525e0affb44ab5758e8dfcb4158b356af0d1b358",
            "76dcc2e73c20342036205501bcc87814a83daf71769649e9eacba254e1a4b415");

        int[] tied = [.. Enumerable.Range(0, 101).Select(i => i % 7 % 3)];
        TrainTestSplit ties = TrainTestSplit.Random(101, 42, 0.2, stratify: tied);
        Assert.Equal([40, 48, 89, 85, 46, 29, 34, 12, 90, 83, 52, 24, 17, 61, 42, 71, 5, 33, 66, 11, 60], ties.Test);
        Assert.Equal("5d965972ee3ddfe579a4691cb23b16f0e5f19cf2cbba062754139a60524269f8", Hash(ties.Train));

        int[] labels = [.. Enumerable.Range(0, 1000).Select(i => i * 7919 % 13 % 5)];
        Check(TrainTestSplit.Random(1000, 9, 101, 0.4, labels), [400, 101], [795, 72, 130, 600, 930],
            "5c59530cb8fa0bc35205a927c95837ebf1aa6c35b42d04a0eba8ec043cfa4dc3",
            "bf91f5fb0da267c04af9d05893a2a7ef1189958c69d1cacebccd378cea9e237c");
    }

    [Fact]
    public void The_validation_tail_is_Keras()
    {
        TrainTestSplit tail = TrainTestSplit.ValidationTail(10, 0.25);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], tail.Train);
        Assert.Equal([7, 8, 9], tail.Test);
        Assert.Throws<GliaException>(() => TrainTestSplit.ValidationTail(3, 0.9));
    }

    [Fact]
    public void Every_row_is_in_exactly_one_part() =>
        Gen.Select(Gen.Int[12, 300], Gen.Double[0.2, 0.8], Gen.UInt, Gen.Bool).Sample((rows, share, seed, stratify) =>
        {
            int[]? classes = stratify ? [.. Enumerable.Range(0, rows).Select(i => i % 2)] : null;
            TrainTestSplit split = TrainTestSplit.Random(rows, seed, share, stratify: classes);
            Assert.Equal(Enumerable.Range(0, rows), split.Train.Concat(split.Test).Order());
        });

    [Fact]
    public void Impossible_splits_get_their_sentence()
    {
        Says("1 row cannot be split", () => TrainTestSplit.Random(1, 1));
        Says("test_size is 1.5", () => TrainTestSplit.Random(10, 1, 1.5));
        Says("from 1 to 9", () => TrainTestSplit.Random(10, 1, 10));
        Says("more than all rows", () => TrainTestSplit.Random(10, 1, 0.6, 0.6));
        Says("more than the 10", () => TrainTestSplit.Random(10, 1, 6, 6));
        Says("nothing to train with", () => TrainTestSplit.Random(10, 1, 0.95));
        Says("class 7 has 1", () => TrainTestSplit.Random(4, 1, 0.5, stratify: [1, 1, 1, 7]));
        Says("3 classes for 4 rows", () => TrainTestSplit.Random(4, 1, 0.5, stratify: [1, 1, 1]));
        Says("3 classes do not fit", () => TrainTestSplit.Random(6, 1, 2, stratify: [1, 1, 2, 2, 3, 3]));

        static void Says(string words, Action split) =>
            Assert.Contains(words, Assert.Throws<GliaException>(split).Message, StringComparison.Ordinal);
    }
}
