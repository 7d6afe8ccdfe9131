using Glia.Checking;
using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;
using Glia.Tests.Layers;
using Glia.Tests.Losses;
using Glia.Tests.Own;

namespace Glia.Tests.Checking;

public class GradientCheckTests
{
    public static TheoryData<string> Cases => [.. LayerCases.Names];

    // What is right must never be called wrong; what was compared must be most of it.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_layer_of_the_library_is_right(string name)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            Network network = LayerCases.Network(name, seed);
            Tensor inputs = Tensor.Allocate(network.InputShape, 7);
            // No number is the value of a mask, where what comes out jumps.
            if (network.Layers[0].IndexCount is null) RandomFill.Normal(inputs.Values, 0, 1, seed, 9);
            else LayerCases.Fill(network, inputs.Values, seed);
            foreach (Layer layer in network.Layers)
            {
                GradientReport report = GradientCheck.Of(network, layer, inputs, seed);
                Assert.True(report.IsRight, report.ToString());
                Assert.True(report.Undecided <= report.Compared / 4, report.ToString());
            }
        }
    }

    [Fact]
    public void Every_activation_of_the_library_is_right()
    {
        foreach (string name in ActivationCatalogue.Names)
        {
            GradientReport report = GradientCheck.Of((ActivationFunction)name, new Shape(5));
            Assert.True(report.IsRight && report.Undecided <= report.Compared / 4, report.ToString());
        }
    }

    [Fact]
    public void Every_loss_of_the_library_is_right()
    {
        foreach (string form in LossGradientTests.LossForms)
        {
            Loss loss = LossCatalogue.Create(System.Text.Json.Nodes.JsonNode.Parse(form), "loss");
            Targets targets = loss is SparseCategoricalCrossentropy ? new Targets([0, 2, 1, 1]) : Targets.OneHot([0, 2, 1, 1]);
            GradientReport report = GradientCheck.Of(loss, targets, 3);
            Assert.True(report.IsRight && report.Undecided <= report.Compared / 4, report.ToString());
        }
    }

    [Fact]
    public void A_layer_of_ones_own_that_is_right_is_called_right() =>
        Assert.Equal(
            "Gradient check of layer 'scale' (Scale) on 4 rows of 3: right. 15 of 15 numbers were compared with central differences.",
            GradientCheck.Of(new Scale(), 3).ToString());

    [Theory]
    [InlineData("sign", "factor[", "each is -1 times what it should be")]
    [InlineData("last row", "factor[", "3 of 3 are wrong")]
    [InlineData("accumulates", "factor[", "it is not written, or only added to what was there")]
    [InlineData("output", "Backward reads the output, which the next step may have overwritten by then; let NeedsOutput say true.")]
    [InlineData("in place", "Backward reads the input, although InPlace lets the output be written over it; let InPlace say No.")]
    [InlineData("first layer", "Backward fails where no gradient in the input is wanted")]
    [InlineData("shape", "Forward does not write 8 of the 20 numbers of pass.Output, or only adds to them; Build says that 5 numbers " +
        "come out of a row")]
    [InlineData("adds to the output", "Forward does not write 12 of the 12 numbers of pass.Output, or only adds to them")]
    [InlineData("adds", "AddsGradients says true, but Backward does not add the gradient of factor")]
    public void A_slip_is_found_and_said(string slip, params string[] words)
    {
        GradientReport report = GradientCheck.Of(new Scale(slip: slip), 3);
        Assert.True(report.IsWrong && !report.IsRight);
        foreach (string word in words) Assert.Contains(word, report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mismatch_names_array_place_and_both_numbers()
    {
        GradientMismatch mismatch = Assert.Single(GradientCheck.Of(new Scale(slip: "sign"), new Shape(2, 3)).Mismatches);
        Assert.Equal(("factor", 3, 3), (mismatch.Array, mismatch.Wrong, mismatch.Compared));
        Assert.Equal(-1, mismatch.Factor!.Value, 0.01);
        Assert.Equal(mismatch.Expected, -mismatch.Found, Math.Abs(mismatch.Expected) * 0.01);
    }

    [Fact]
    public void An_activation_and_a_loss_of_ones_own_are_checked()
    {
        Assert.True(GradientCheck.Of(new Square(), 4).IsRight);
        Assert.Contains("each is 2 times", GradientCheck.Of(new Square(wrong: true), 4).ToString(), StringComparison.Ordinal);
        Assert.Contains("input of square", GradientCheck.Of(new Dense(4, new Square(wrong: true)), 4).ToString(), StringComparison.Ordinal);
        Assert.True(Lost(new Quartic()).IsRight);
        Assert.Contains("each is 0.25 times", Lost(new Quartic(wrong: true)).ToString(), StringComparison.Ordinal);

        static GradientReport Lost(Loss loss) => GradientCheck.Of(loss, new Targets([3f, 1, 2]), 1, [1, 2, 3.5f]);
    }

    [Fact]
    public void A_check_leaves_the_network_as_it_was()
    {
        Network network = LayerCases.Network("BatchNormalization", 3);
        float[] before = network.Weights.All.ToArray();
        Tensor inputs = Tensor.Allocate(network.InputShape, 6);
        RandomFill.Normal(inputs.Values, 0, 1, 1, 9);
        foreach (Layer layer in network.Layers) GradientCheck.Of(network, layer, inputs);
        Assert.Equal(before, network.Weights.All);
    }
}
