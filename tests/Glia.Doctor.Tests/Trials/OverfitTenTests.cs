using Glia.Data;
using Glia.Doctor.Tests.Rules;
using Glia.Doctor.Trials;
using Glia.Optimizers;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Trials;

public class OverfitTenTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(7919)]
    public void Ten_different_rows_are_learned_of_however_many(int rows)
    {
        OverfitTen ten = Assert.IsType<OverfitTen>(Of(Made.Curve(rows)));
        Assert.Equal((10, true), (ten.Rows, ten.Learned));
    }

    [Fact]
    public void Rows_that_leave_nothing_to_tell_apart_say_nothing_of_the_network()
    {
        float[] inputs = [.. Enumerable.Range(0, 40).Select(i => i / 40f)];
        Assert.Null(Of(Dataset.Values(new float[40], 1, inputs)));
        Assert.Null(Of(Dataset.Values(inputs, 1, [.. Enumerable.Repeat(3f, 40)])));
        Assert.NotNull(Of(Dataset.Values(inputs, 1, inputs)));
    }

    [Fact]
    public void Rows_that_training_changes_are_learned_as_they_are()
    {
        // Nobody learns by heart what is another picture in every step.
        float[] inputs = [.. Enumerable.Range(0, 40 * 16).Select(i => MathF.Sin(i * i))];
        Dataset data = Dataset.Values(inputs, 16, [.. Enumerable.Range(0, 40).Select(i => i % 7f)])
            .Augmented(new Augmentation { Rotate = 180, Erase = 0.9 });
        Assert.True(Assert.IsType<OverfitTen>(Of(data)).Learned);
    }

    [Fact]
    public void A_trial_of_a_few_steps_averages_no_weights()
    {
        ExperimentSubject subject = Made.Subject(Made.Blobs(), Made.Dense([16], "relu", 3, "softmax"), "categorical_crossentropy",
            options: new() { Epochs = 20, EmaMomentum = 0.9999 });
        Assert.Null(Assert.IsType<Variant>(Variant.Of(subject)).Options.EmaMomentum);
    }

    private static OverfitTen? Of(Dataset data)
    {
        ExperimentSubject subject = Made.Subject(data, Made.Dense([32], "relu", 1, "linear"), "mean_squared_error", new SGD(0.01f));
        return OverfitTen.Run(Assert.IsType<Variant>(Variant.Of(subject)),
            TargetView.Of(data, subject.Loss, 1) with { Kind = TargetKind.Values }, Workers.Single);
    }
}
