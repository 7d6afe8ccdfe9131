using Glia.Doctor.Findings;
using Glia.Doctor.Monitoring;
using Glia.Doctor.Tests.Rules;
using Glia.Doctor.Trials;
using Glia.Kernels;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Doctor.Tests.Monitoring;

public class RunMonitorTests
{
    [Fact]
    public void A_watched_step_allocates_nothing()
    {
        var (trainer, monitor, data) = Watched(new SGD(0.1f));
        int[] rows = [.. Enumerable.Range(0, 32)];
        for (int i = 0; i < 300; i++) Step(trainer, monitor, data, rows);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 500; i++) Step(trainer, monitor, data, rows);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_update_ratio_is_what_the_weights_did()
    {
        var (trainer, monitor, data) = Watched(new SGD(0.1f));
        Parameter kernel = trainer.Network.Parameter("dense/kernel");
        float[] was = trainer.Network.Weights[kernel].ToArray();
        Step(trainer, monitor, data, [.. Enumerable.Range(0, 32)]);
        double changes = 0, weights = 0;
        for (int i = 0; i < was.Length; i++)
        {
            double change = trainer.Network.Weights[kernel][i] - was[i];
            (changes, weights) = (changes + change * change, weights + (double)was[i] * was[i]);
        }
        Assert.Equal(Math.Sqrt(changes / weights), monitor.Parameters[kernel.Index].PeakUpdateRatio, 1e-6);
        // A class of the histogram is a tenth of a decade wide.
        Assert.InRange(monitor.Parameters[kernel.Index].UpdateRatio / monitor.Parameters[kernel.Index].PeakUpdateRatio, 0.79, 1.26);
    }

    [Fact]
    public void A_frozen_layer_is_unchanged_to_the_last_bit_and_the_others_are_not()
    {
        var (trainer, monitor, data) = Watched(new Adam(), frozen: true);
        for (int i = 0; i < 50; i++) Step(trainer, monitor, data, [i, i + 1, i + 2]);
        monitor.Now();
        Assert.Equal(["dense/kernel", "dense/bias"], monitor.Parameters.Where(track => !track.Changed)
            .Select(track => track.Parameter.FullName));
    }

    [Fact]
    public void Dead_units_are_those_that_are_zero_for_every_row_and_not_a_share_of_zeros()
    {
        var outputs = new Tensor([0, 1, 0, 0, 0, 2, 0, 3, 0], 0, new Shape(3), 3);
        Assert.Equal(1.0 / 3, LayerState.Read(outputs, UnitEnds.Of("relu"), new double[6]).Dead, 1e-12);
        Assert.Equal(0, LayerState.Read(outputs, UnitEnds.Of("linear"), new double[6]).Dead);
    }

    [Fact]
    public void A_filter_is_dead_where_it_is_zero_at_every_position()
    {
        // Two rows of two positions and two filters: the first filter is quiet at one position, the second at both.
        var outputs = new Tensor([0, 0, 1, 0, 0, 0, 2, 0], 0, new Shape(2, 2), 2);
        Assert.Equal(0.5, LayerState.Read(outputs, UnitEnds.Of("relu"), new double[8]).Dead, 1e-12);
    }

    [Theory]
    [InlineData("sigmoid", 0.001f, 1)]
    [InlineData("tanh", 0.999f, 1)]
    [InlineData("tanh", 0.9f, 0)]
    [InlineData("hard_sigmoid", 1, 1)]
    [InlineData("relu", 1000, 0)]
    [InlineData("softmax", 1, 0)]
    public void Saturated_units_are_those_at_a_flat_end_of_their_own_activation(string activation, float output, double saturated)
    {
        var outputs = new Tensor([output, output], 0, new Shape(1), 2);
        Assert.Equal(saturated, LayerState.Read(outputs, UnitEnds.Of(activation), new double[2]).Saturated);
    }

    [Fact]
    public void NaN_in_the_data_is_found_where_it_was_born()
    {
        var data = Made.Blobs();
        float[] inputs = Made.BlobInputs(600, 3, 2, 0.5);
        inputs[2 * 41 + 1] = float.NaN;
        data = new Glia.Data.Dataset(new Glia.Data.FloatFeatures(inputs, 2), data.Targets);
        var (trainer, monitor, _) = Watched(new SGD(0.1f), data: data);
        Step(trainer, monitor, data, [40, 41, 42]);
        Assert.Equal((Phases.Data, "x", 41), (monitor.NotFinite!.Where.Phase, monitor.NotFinite.Where.Parameter, monitor.NotFinite.Row));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(256)]
    [InlineData(1000)]
    [InlineData(12345)]
    public void A_curve_of_any_length_keeps_its_ends_and_its_mean(int steps)
    {
        var curve = new LossCurve();
        for (int i = 0; i < steps; i++) curve.Add(steps - i);
        Assert.InRange(curve.Points.Length, 60, 256);
        Assert.Equal(((double)steps, 1.0), (curve.First, curve.Last));
        Curve course = curve.ToCurve(steps);
        Assert.True(course.FallInErrors > 3 && Series.RisingShare(course.Loss) == 0 && course.Best < 0.05 * steps + 3);
    }

    private static void Step(Trainer trainer, RunMonitor monitor, Glia.Data.Dataset data, int[] rows)
    {
        StepReport report = trainer.Step(data, rows);
        monitor.OnStep(trainer, report);
    }

    private static (Trainer, RunMonitor, Glia.Data.Dataset) Watched(Optimizer optimizer, bool frozen = false,
        Glia.Data.Dataset? data = null)
    {
        data ??= Made.Blobs();
        var network = new Network(2, new Dense(16, "relu") { Trainable = !frozen }, new Dense(3, "softmax"));
        var trainer = new Trainer(network, "categorical_crossentropy", optimizer, workers: Workers.Single);
        var yardstick = new ReferenceRows(data, TargetView.Of(data, "categorical_crossentropy", 3), 100);
        return (trainer, new RunMonitor(network, data, yardstick, false, Workers.Single), data);
    }
}
