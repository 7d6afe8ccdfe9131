namespace Glia.Interop.Tests;

/// <summary>ONNX models as PyTorch exports them.</summary>
public sealed class OnnxFileTests
{
    [Theory]
    [InlineData("onnx-cnn")]
    [InlineData("onnx-mlp")]
    [InlineData("onnx-residual")]
    [InlineData("onnx-branches")]
    [InlineData("onnx-words")]
    public void A_model_gives_what_PyTorch_gives(string name)
    {
        ForeignModel model = ForeignModels.Open(Fixture.Of(name + ".onnx"))!;
        Assert.StartsWith("ONNX, opset 1", model.Format, StringComparison.Ordinal);
        Answers.Check(model.Model, Fixture.Of(name + "-inputs.npy"), Fixture.Of(name + "-outputs.npy"), 1e-5);
    }

    [Fact]
    public void Activations_that_are_taken_apart_are_recognized() =>
        Assert.Equal(["gelu", "silu", "mish", "softsign", "hard_silu", "softmax"],
            ForeignModels.Open(Fixture.Of("onnx-mlp.onnx"))!.Model.Network.Layers.Where(layer => layer.IsFunction)
                .Select(layer => layer.FunctionName!));

    [Fact]
    public void Orders_of_dimensions_that_undo_each_other_fall_away() =>
        Assert.Equal(2, ForeignModels.Open(Fixture.Of("onnx-cnn.onnx"))!.Model.Network.Layers.Count(layer => layer is Layers.Permute));

    [Fact]
    public void Branches_are_graphs_of_the_layers_between_and_no_order_of_dimensions_is_left_within()
    {
        Network network = ForeignModels.Open(Fixture.Of("onnx-branches.onnx"))!.Model.Network;
        Assert.Equal(["Conv2D", "Activation", "Graph", "Activation", "Graph"],
            network.Children.Skip(1).Take(5).Select(layer => layer.ClassName));
        Layers.Container residual = network.Children.OfType<Layers.Container>().First();
        Assert.Equal(["Conv2D", "Activation", "Conv2D", "Add"], residual.Children.Select(layer => layer.ClassName));
        // Its activation is taken apart, and a skip leads around it.
        Assert.Contains(network.Layers, layer => layer.FunctionName == "silu");
    }

    [Fact]
    public void A_file_that_is_cut_off_or_changed_anywhere_gives_an_answer_or_a_sentence() =>
        Mutations.Try("onnx-cnn.onnx", "onnx-mlp.onnx", "onnx-branches.onnx", "onnx-words.onnx");
}
