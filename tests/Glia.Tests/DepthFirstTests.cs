using System.Text.Json.Nodes;
using CsCheck;
using Glia.Kernels;
using Glia.Layers;

namespace Glia.Tests;

/// <summary>
/// Stages of images run depth first, a few rows at a time. The same network with layers between that pass everything on, and of which
/// nobody knows that they keep rows apart, runs one stage after the other: both must give the same bits, whether outputs are kept or
/// take turns in memory.
/// </summary>
public class DepthFirstTests
{
    private static readonly Workers[] s_crews = [Workers.Single, new(2), new(3)];

    [Fact]
    public void The_bits_are_those_of_one_stage_after_the_other() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 6].Array[1, 7], Gen.Int[0, 1000]).Sample((rows, kinds, seed) =>
        {
            float[] apart = Numbers(rows, kinds, isBroken: true, Workers.Single, seed, keepOutputs: true);
            foreach (Workers crew in s_crews)
                Assert.Equal(apart, Numbers(rows, kinds, isBroken: false, crew, seed, keepOutputs: crew.Threads == 2));
        }, iter: 100);

    // In use nothing is kept at all.
    [Fact]
    public void Answers_are_the_same_bits_where_outputs_take_turns() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 6].Array[1, 7], Gen.Int[0, 1000]).Sample((rows, kinds, seed) =>
        {
            Network network = Built(kinds, isBroken: false);
            Assert.Equal(Answers(keepOutputs: true), Answers(keepOutputs: false));

            float[] Answers(bool keepOutputs)
            {
                var workspace = new Workspace(network, rows, s_crews[seed % 3], keepOutputs: keepOutputs);
                RandomFill.Uniform(workspace.Input.Values, -1, 1, (ulong)seed, 1);
                return workspace.Forward(rows).Values.ToArray();
            }
        }, iter: 60);

    [Fact]
    public void An_output_that_is_not_kept_can_be_seen_all_the_same()
    {
        var convolution = new Conv2D(4, 3, activation: "relu");
        var network = new Network(new Shape(9, 8, 2), convolution, new MaxPooling2D(), new Flatten(), new Dense(3));
        float[] kept = Seen(keepOutputs: true), seen = Seen(keepOutputs: false);
        Assert.Equal(kept, seen);
        Assert.Contains(kept, number => number > 0);

        float[] Seen(bool keepOutputs)
        {
            var workspace = new Workspace(network, 30, Workers.Single, training: true, keepOutputs: keepOutputs);
            RandomFill.Uniform(workspace.Input.Values, -1, 1, 3, 0);
            workspace.ForwardTraining(30, 1, 1);
            workspace.Output(convolution, 2);
            RandomFill.Uniform(workspace.Input.Values, -1, 1, 3, 1);
            workspace.ForwardTraining(20, 1, 2);
            workspace.Output(convolution, 2);
            return workspace.Output(convolution, 20).Values.ToArray();
        }
    }

    [Fact]
    public void A_relu_before_a_pooling_is_left_to_it_and_the_convolution_keeps_a_few_rows()
    {
        var network = new Network(
            new Shape(9, 8, 2), new Conv2D(4, 3, activation: "relu"), new MaxPooling2D(), new Flatten(), new Dense(3));
        MemoryPlan plan = Plan(keepOutputs: false), kept = Plan(keepOutputs: true);
        Assert.Equal([false, true, false, false, false], plan.IsLeftToNext);
        Assert.DoesNotContain(true, kept.IsLeftToNext);
        Assert.True(plan.IsOfRun(plan.Outputs[0]));
        Assert.All(kept.Outputs, buffer => Assert.Equal(MemoryPlan.None, buffer));

        MemoryPlan Plan(bool keepOutputs) => new(network, training: true, lossTakesLogits: false, keepOutputs);
    }

    [Fact]
    public void The_test_compares_what_runs_depth_first_with_what_does_not()
    {
        int[] kinds = [0, 1, 2, 3, 4, 0];
        // Up to where a branch begins, in it, and after it.
        Assert.Equal(3, Runs(Built(kinds, isBroken: false)).Count);
        Assert.Empty(Runs(Built(kinds, isBroken: true)));

        static List<DepthFirstRun> Runs(Network network) => DepthFirstRun.Of(network, network.Stages.Length);
    }

    // Outputs and what layers keep, 32-bit numbers each, at a batch of 128: the gradients between stages, and what goes into poolings, are
    // there for a few rows only.
    [Fact]
    public void A_network_of_ten_layers_needs_less_than_its_activations()
    {
        const int Batch = 128;
        List<Layer> layers = [];
        foreach (int filters in (int[])[16, 32, 64])
        {
            layers.AddRange([new Conv2D(filters, 3, padding: "same", activation: "relu"),
                new Conv2D(filters, 3, padding: "same", activation: "relu"), new MaxPooling2D()]);
        }
        var network = new Network(new Shape(32, 32, 3), [.. layers, new Flatten(), new Dense(10)]);
        var plan = new MemoryPlan(network, training: true, lossTakesLogits: false);
        long activations = network.InputShape.Size + network.Stages.Index().Where(stage => !plan.Shares[stage.Index])
            .Sum(stage => (long)stage.Item.Step.OutputShape.Size);
        long kept = plan.FloatsPerRow * Batch + plan.Buffers.Where(buffer => buffer.IsOfRun).Sum(buffer => buffer.Numbers(Batch, 2));
        Assert.InRange(kept / (double)(activations * Batch), 0, 0.8);
    }

    // The output, and the gradients of all weights and of the loss, after a step with a loss that is a sum of products.
    private static float[] Numbers(int rows, int[] kinds, bool isBroken, Workers workers, int seed, bool keepOutputs)
    {
        Network network = Built(kinds, isBroken);
        var workspace = new Workspace(network, rows, workers, training: true, keepOutputs: keepOutputs);
        RandomFill.Uniform(workspace.Input.Values, -1, 1, (ulong)seed, 1);
        float[] output = workspace.ForwardTraining(rows, 1, 7).Values.ToArray();
        RandomFill.Uniform(workspace.LossGradient(rows).Values, -1, 1, (ulong)seed, 2);
        workspace.Backward(rows, 1, 7);
        return [.. output, .. network.Parameters.SelectMany(parameter => workspace.Gradients[parameter].ToArray())];
    }

    private static Network Built(int[] kinds, bool isBroken)
    {
        IEnumerable<Layer> middle = kinds.SelectMany(kind => Kind(kind, isBroken));
        IEnumerable<Layer> first = Apart([new Conv2D(4, 3, padding: "same")], isBroken);
        return new Network(new Shape(9, 8, 2), [.. first, .. middle, new Flatten(), new Dense(3)]);
    }

    private static IEnumerable<Layer> Kind(int kind, bool isBroken) => kind switch
    {
        0 => Apart([new Conv2D(4, 3, padding: "same")], isBroken),
        1 => Apart([new Activation("relu")], isBroken),
        2 => Apart([new MaxPooling2D(2, padding: "same")], isBroken),
        3 => Apart([new Dropout(0.3f)], isBroken),
        4 => [new Residual([.. Apart([new Conv2D(4, 3, padding: "same"), new Activation("tanh"),
            new Conv2D(4, 3, padding: "same")], isBroken)])],
        5 => Apart([new DepthwiseConv2D(3, padding: "same")], isBroken),
        _ => Apart([new Conv2D(4, 3, padding: "same"), new BatchNormalization(), new Activation("relu"),
            new AveragePooling2D(2, strides: 1, padding: "same")], isBroken),
    };

    private static IEnumerable<Layer> Apart(IReadOnlyList<Layer> layers, bool isBroken) =>
        isBroken ? layers.SelectMany(layer => new[] { layer, new PassedOn() }) : layers;

    private sealed class PassedOn : Layer
    {
        public override JsonObject Config() => [];

        protected internal override Shape Build(Shape input, LayerBuilder builder) => input;

        protected internal override void Forward(in Pass pass) => pass.Input.Values.CopyTo(pass.Output.Values);

        protected internal override void Backward(in Pass pass)
        {
            if (!pass.InputGradient.IsEmpty) pass.OutputGradient.Values.CopyTo(pass.InputGradient.Values);
        }
    }
}
