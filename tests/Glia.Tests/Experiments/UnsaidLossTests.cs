using Glia.Data;
using Glia.Experiments;
using Glia.Layers;
using Glia.Models;

namespace Glia.Tests.Experiments;

/// <summary>Models of other programs that say no loss are judged all the same.</summary>
public class UnsaidLossTests
{
    // Three rows whose largest number is their class, and a fourth that is wrong.
    private static readonly float[] s_rows = [3, 0, 0, 0, 2, 1, 0, 1, 4, 5, 0, 0], s_classes = [0, 1, 2, 2];

    [Theory]
    [InlineData("softmax", true)]
    [InlineData("log_softmax", true)]
    // Logits, as PyTorch's networks give them.
    [InlineData("linear", false)]
    public void Classes_are_judged_alike_however_they_come_out(string last, bool named)
    {
        var model = new Model(Identity(last)) { ClassNames = named ? ["0", "1", "2"] : null };
        ModelEvaluation judged = ModelEvaluation.Of(model, Data(s_classes));
        Assert.Equal("categorical_crossentropy", judged.JudgedBy);
        Assert.Equal(0.75, judged.Evaluation.Accuracy, 1e-12);
        double expected = s_classes.Select((label, row) => -Math.Log(Softmax(row, (int)label))).Average();
        Assert.Equal(expected, judged.Evaluation.Loss, 1e-5);   // float32 sums of numbers up to 5
    }

    [Fact]
    public void Numbers_are_judged_by_their_squared_error()
    {
        ModelEvaluation judged = ModelEvaluation.Of(new Model(Identity("linear")), Data(s_rows, 3));
        Assert.Equal("mean_squared_error", judged.JudgedBy);
        Assert.Equal(0, judged.Evaluation.Loss);
    }

    [Fact]
    public void A_loss_that_is_said_is_used()
    {
        var model = new Model(Identity("linear")) { Loss = new System.Text.Json.Nodes.JsonObject { ["class_name"] = "MeanAbsoluteError" } };
        Assert.Null(ModelEvaluation.Of(model, Data(s_rows, 3)).JudgedBy);
    }

    private static double Softmax(int row, int label)
    {
        double[] powers = [.. s_rows.Skip(3 * row).Take(3).Select(value => Math.Exp(value))];
        return powers[label] / powers.Sum();
    }

    private static Network Identity(string last)
    {
        var network = new Network(3, [new Dense(3, last, useBias: false)], seed: 1);
        ReadOnlySpan<float> identity = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        identity.CopyTo(network.Weights.All);
        return network;
    }

    private static LoadedData Data(float[] targets, int width = 1) =>
        LoadedData.OfNumbers(new FloatFeatures(s_rows, 3), width == 1 ? new Targets(targets) : new Targets(targets, width));
}
