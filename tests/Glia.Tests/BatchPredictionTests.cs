using CsCheck;
using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Tests.Layers;

namespace Glia.Tests;

public class BatchPredictionTests
{
    public static TheoryData<string> Cases => [.. LayerCases.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Many_rows_are_answered_with_the_bits_of_one_by_one(string name)
    {
        Network network = LayerCases.Network(name, 6);
        Same(network, 37, new Workers(3), 1);
    }

    [Fact]
    public void So_are_networks_of_any_width_and_any_number_of_rows() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 120], Gen.Int[1, 20], Gen.Int[1, 700], Gen.ULong).Sample((width, hidden, last, rows, seed) =>
        {
            Layer[] layers = [new Dense(hidden, "relu"), new Dense(hidden, "tanh"), new Dense(last, "softmax")];
            Same(new Network(width, layers, seed), rows, new Workers(2), seed);
        }, iter: 20);

    private static void Same(Network network, int rows, Workers workers, ulong seed)
    {
        var values = new float[rows * network.InputShape.Size];
        LayerCases.Fill(network, values, seed);
        float[,] many = network.Predict(new FloatFeatures(values, network.InputShape), workers);
        Assert.Equal((rows, network.OutputShape.Size), (many.GetLength(0), many.GetLength(1)));
        var one = new float[network.OutputShape.Size];
        for (int row = 0; row < rows; row++)
        {
            network.Predict(values.AsSpan(row * network.InputShape.Size, network.InputShape.Size), one);
            for (int i = 0; i < one.Length; i++)
                if (one[i] != many[row, i]) Assert.Fail($"{network}\nrow {row} output {i}: {many[row, i]:R} instead of {one[i]:R}.");
        }
    }

    [Fact]
    public void Arrays_are_taken_as_they_are_and_another_width_is_refused()
    {
        var network = new Network(2, new Dense(1));
        Assert.Equal(network.Predict(new float[,] { { 1, 2 }, { 3, 4 } }), network.Predict((double[][])[[1, 2], [3, 4]]));
        Assert.Empty(network.Predict(new FloatFeatures([], 2)));
        Assert.Equal("The network takes 2 numbers a sample but the samples have 3.",
            Assert.Throws<GliaException>(() => network.Predict(new float[,] { { 1, 2, 3 } })).Message);
    }

    [Fact]
    public void It_tells_how_far_it_is_and_ends_when_asked()
    {
        var network = new Network(1, new Dense(1));
        using var source = new CancellationTokenSource();
        var told = new List<int>();
        var progress = new Told<int>(done =>
        {
            told.Add(done);
            if (done > 600) source.Cancel();
        });
        var rows = new float[2000, 1];
        Assert.Throws<OperationCanceledException>(() => network.Predict(rows, progress: progress, cancellationToken: source.Token));
        Assert.Equal([512, 1024], told);
    }
}
