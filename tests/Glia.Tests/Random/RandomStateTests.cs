using System.Runtime.InteropServices;
using Glia.Random;
using Glia.Tests.Data;

namespace Glia.Tests.Random;

/// <summary>Golden values of numpy 1.24.2 and scikit-learn 1.2.1; the script for those that are not textbook examples is
/// Reference/make_random.py.</summary>
public class RandomStateTests
{
    private static string Hash<T>(T[] values) where T : struct => Fixture.Sha256(MemoryMarshal.AsBytes<T>(values));

    private static uint[] Draw(RandomState random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextUInt32())];

    [Fact]
    public void Seeds_as_numpy_does()
    {
        Assert.Equal([1608637542u, 3421126067, 4083286876, 787846414, 3143890026], Draw(new RandomState(42), 5));
        Assert.Equal([2619334238u, 1552691353, 3808334787, 2540200029], Draw(new RandomState([1, 2, 3]), 4));
        Assert.Throws<ArgumentException>(() => new RandomState([]));
    }

    [Fact]
    public void Rand_and_randn_are_numpys()
    {
        Assert.Equal([0.3745401188473625, 0.9507143064099162, 0.7319939418114051, 0.5986584841970366], new RandomState(42).Rand(4));
        Assert.Equal(
            [0.4967141530112327, -0.13826430117118466, 0.6476885381006925, 1.5230298564080254, -0.23415337472333597, -0.23413695694918055],
            new RandomState(42).Randn(6));
        Assert.Equal([1.764052345967664, 0.4001572083672233, 0.9787379841057392], new RandomState(0).Randn(3));
    }

    [Fact]
    public void Permutation_is_numpys()
    {
        Assert.Equal([8, 1, 5, 0, 7, 2, 9, 4, 3, 6], new RandomState(42).Permutation(10));
        var random = new RandomState(42);
        int[] order = random.Permutation(70000);
        Assert.Equal([46730, 48393, 41416, 34506, 43725, 11615, 24656, 22411], order[..8]);
        Assert.Equal([6265, 54886, 860, 15795], order[^4..]);
        Assert.Equal("9924cf7744b20bf467720346be83c19e07e24a7012d47083971662fc648c3448", Hash([.. order.Select(i => (long)i)]));
        Assert.Equal(163248839u, random.NextUInt32());
    }

    [Fact]
    public void Randint_and_choice_are_numpys()
    {
        Assert.Equal([6, 3, 7, 4, 6, 9, 2, 6], new RandomState(42).RandInt(0, 10, 8));
        Assert.Equal([8, 1, 5, 0], new RandomState(42).Choice(10, 4, replace: false));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomState(42).RandInt(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomState(42).Choice(3, 4, replace: false));
    }

    [Fact]
    public void One_stream_serves_all_calls_in_turn()
    {
        var random = new RandomState(42);
        Assert.Equal([6, 3, 7, 4, 6, 9], random.Choice(10, 6));
        Assert.Equal([-0.5320164389913921, -0.8257491634954016, 1.5985284373248057], random.Uniform(-1, 2, 3));
        Assert.Equal([8.158425631014783, 6.534869458305818, 4.061051228130096], random.Normal(5, 2, 3));
        Assert.Equal([824600269750, 90224662775, 1009416366931], random.RandInt(-5, 1L << 40, 3));
        Assert.Equal([1250819632, 2253890010], random.RandInt(0, 1L << 32, 2));
        Assert.Equal([2063321781277379070, -6650164457111402497], random.RandInt(long.MinValue, long.MaxValue, 2));
    }

    [Fact]
    public void A_choice_of_one_draws_nothing()
    {
        var random = new RandomState(42);
        Assert.Equal([0, 0, 0], random.Choice(1, 3));
        Assert.Equal([3, 4, 2], random.RandInt(0, 5, 3));
    }

    [Fact]
    public void Shuffle_is_numpys()
    {
        var random = new RandomState(7);
        char[] letters = [.. "abcdef"];
        random.Shuffle(letters.AsSpan());
        Assert.Equal("dfacbe", new string(letters));
        Assert.Equal("xvuw", new string(random.Permutation<char>("uvwx")));
        Assert.Equal(0.07205113335976154, random.NextDouble());
    }

    [Fact]
    public void Randn_weights_of_the_origin_network_are_numpys()
    {
        var random = new RandomState(42);
        double[] w1 = random.Randn(784 * 200), w2 = random.Randn(200 * 200), w3 = random.Randn(200 * 10);
        Assert.Equal((0.4967141530112327, 1.3652945746800158), (w1[0], w1[^1]));
        Assert.Equal((-0.2402194266234576, 0.40731129111655845), (w2[0], w2[^1]));
        Assert.Equal((-1.1777552179442567, -1.3320420086886102), (w3[0], w3[^1]));
        Assert.Equal("f598ed5b69b479be17bf8bb423b3197e946c25efde3fe13a06a773bd9e203cb2", Hash(w1));
        Assert.Equal("ad6e6854fac5adab76fc22d650fbb1d72e08c25e113e125d3b8662b5b7f804a5", Hash(w2));
        Assert.Equal("e648821d45ff63eb31ff85fd4779fd9401d5697f1ac6c014c501ce00aabf1fca", Hash(w3));

        var singles = new float[784 * 200];
        new RandomState(42).Randn(singles);
        Assert.Equal(w1.Select(w => (float)w), singles);
    }

    [Theory]
    [InlineData("b253387e55c2bea94b6b67aa64200592e0017023e7e2fbd6b414a33050ec8158",
        "6cc931a9285ec7d847352e15c038092c2368ce7f6347f679bd9d22edb0c223d2", 0)]
    [InlineData("d7896b1dbdd59397a3a6b614c306da8a6ad70a1eb77b8ef033398ea3fad5c26e",
        "fea8615feffb359d6025c7cf59883a4c9372664b41c12c7755738696964b760f", 1)]
    [InlineData("b94f2f89e421a86c099ae79dc5be7d0c4994797f4357dfb0ad76e2513223df63",
        "dc1310442ed394c881936d36cdd6f81a5dabb086ae70c3a341105bcaf9a31f7f", 2)]
    public void Uniform_weights_are_those_of_MLPClassifier(string weights, string biases, int layer)
    {
        var random = new RandomState(42);
        int[] sizes = [784, 200, 200, 10];
        double[] w = [], b = [];
        for (int i = 0; i <= layer; i++)
        {
            double bound = Math.Sqrt(6.0 / (sizes[i] + sizes[i + 1]));
            w = random.Uniform(-bound, bound, sizes[i] * sizes[i + 1]);
            b = random.Uniform(-bound, bound, sizes[i + 1]);
        }
        Assert.Equal(weights, Hash(w));
        Assert.Equal(biases, Hash(b));
    }
}
