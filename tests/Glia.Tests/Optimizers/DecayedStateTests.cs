using Glia.Layers;
using Glia.Optimizers;

namespace Glia.Tests.Optimizers;

/// <summary>What an optimizer keeps of gradients that have become zero fades to zero, and on its way there is never subnormal,
/// which is slow.</summary>
public class DecayedStateTests
{
    // Every optimizer of the catalogue, and each setting that keeps another number or shrinks weights.
    private static readonly Dictionary<string, Func<Optimizer>> Optimizers =
        new(OptimizerCatalogue.Names.Select(name => KeyValuePair.Create(name, (Func<Optimizer>)(() => name))))
        {
            ["momentum"] = () => new SGD(0.1f, 0.9f),
            ["nesterov"] = () => new SGD(0.1f, 0.9f, nesterov: true),
            ["amsgrad"] = () => new Adam(amsgrad: true),
            ["RMSprop with momentum"] = () => new RMSprop(momentum: 0.9f),
            ["RMSprop centered"] = () => new RMSprop(momentum: 0.9f, centered: true),
            ["TorchSGD with momentum"] = () => new TorchSGD(0.1f, 0.9f) { WeightDecay = 0.1f },
            ["TorchSGD with Nesterov's momentum"] = () => new TorchSGD(0.1f, 0.9f, nesterov: true),
            ["TorchRMSprop centered"] = () => new TorchRMSprop(momentum: 0.9f, centered: true),
            ["Adagrad from zero"] = () => new Adagrad(initialAccumulatorValue: 0),
            ["SGD with weight decay"] = () => new SGD(0.1f) { WeightDecay = 0.1f },
            ["SGD with momentum and weight decay"] = () => new SGD(0.1f, 0.9f) { WeightDecay = 0.1f },
        };

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    [Theory, MemberData(nameof(Names))]
    public void No_number_of_any_state_is_subnormal_in_a_long_run(string name)
    {
        // 15 numbers: whole vectors and a rest at every vector width.
        var network = new Network(new Shape(4), new Dense(3, "relu"));
        var gradients = new ParameterBlock(network.Parameters);
        Optimizer optimizer = Optimizers[name]();
        // A mean square with beta_2 = 0.999 needs some 25,000 steps from 1e-27 to the subnormal numbers,
        // a weight with a decay of 1 % 9,000.
        for (int step = 0; step < 30_000; step++)
        {
            gradients.All.Fill(step < 100 ? 1e-12f : 0);
            optimizer.Apply(network.Weights, gradients, optimizer.LearningRate, withSums: step % 2 == 0);
            if (step % 50 != 0) continue;
            Assert.Equal(0, Subnormal(network.Weights));
            Assert.All(optimizer.State, state => Assert.Equal(0, Subnormal(state)));
        }
        // Of gradients that small nothing is left but in what does not decay: a sum and a maximum.
        foreach ((string kept, ParameterBlock state) in optimizer.StateNames.Zip(optimizer.State))
            Assert.True(kept is "accumulator" or "v_max" || !state.All.ContainsAnyExcept(0f),
                $"{name} still holds {state.All[0]} as {kept}");
    }

    [Fact]
    public void A_gradient_that_matters_beside_the_smallest_epsilon_is_kept()
    {
        // With an epsilon of nothing Adam makes steps of the learning rate however small the gradient is.
        var network = new Network(new Shape(4), new Dense(3, kernelInitializer: "zeros"));
        var gradients = new ParameterBlock(network.Parameters);
        gradients.All.Fill(1e-17f);
        new Adam(0.1f, epsilon: 1e-30f).Apply(network.Weights, gradients, 0.1f);
        // The memory between the parameters is padding and stays zero.
        Assert.All(network.Parameters.SelectMany(parameter => network.Weights[parameter].ToArray()), weight =>
            Assert.Equal(-0.1f, weight, 1e-3f));
    }

    private static int Subnormal(ParameterBlock block)
    {
        int count = 0;
        foreach (float value in block.All)
            if (float.IsSubnormal(value)) count++;
        return count;
    }
}
