using Glia.Data;
using Glia.Files;
using Glia.Tests.Shared;

namespace Glia.Interop.Tests;

/// <summary>State dicts as PyTorch saves them.</summary>
public sealed class TorchFileTests
{
    private static readonly ForeignModelOptions s_relu = new() { Activation = "relu" };

    [Theory]
    [InlineData("torch-mlp.pt", 1e-6)]
    [InlineData("torch-mlp-old.pth", 1e-6)]
    [InlineData("torch-mlp-checkpoint.ckpt", 1e-6)]
    [InlineData("torch-mlp-views.pt", 1e-6)]
    // Eight bits of each weight are left.
    [InlineData("torch-mlp-bfloat16.pt", 2e-2)]
    public void A_chain_of_matrices_is_a_network_once_its_function_is_said(string file, double tolerance)
    {
        ForeignModel model = ForeignModels.Open(Fixture.Of(file), s_relu)!;
        Answers.Check(model.Model, Fixture.Of("torch-mlp-inputs.npy"), Fixture.Of("torch-mlp-outputs.npy"), tolerance);
        Assert.Contains(model.Notes, note => note.Contains("taken for a chain of 3 dense layers with relu", StringComparison.Ordinal));
    }

    [Fact]
    public void A_convolutional_network_is_that_of_an_experiment()
    {
        ForeignModel model =
            ForeignModels.Open(Fixture.Of("torch-cnn.pt"), new ForeignModelOptions { Experiment = Fixture.Of("torch-cnn.json") })!;
        NdArray pictures = Npy.Read(Fixture.Of("torch-cnn-inputs.npy"));
        Answers.Check(model.Model, Answers.ChannelsLast(pictures), Npy.Read(Fixture.Of("torch-cnn-outputs.npy")), 1e-5);
    }

    [Fact]
    public void What_is_not_known_is_asked_for()
    {
        Assert.Contains("nothing says which function stands between them; say it: glia convert", Message("torch-mlp.pt"),
            StringComparison.Ordinal);
        Assert.Contains("weights without layers (0.weight [4,2,3,3], 0.bias [4]", Message("torch-cnn.pt"), StringComparison.Ordinal);
        string other = Assert.Throws<GliaException>(
            () => ForeignModels.Open(Fixture.Of("torch-mlp.pt"),
                new ForeignModelOptions { Experiment = Fixture.Of("torch-cnn.json") })).Message;
        Assert.Contains("has 6 tensors", other, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("torch-checkpoint-best.pt")]
    [InlineData("torch-checkpoint-own.pt")]
    public void Weights_are_found_in_a_checkpoint(string file) =>
        Assert.Equal(12, ForeignModels.Open(Fixture.Of(file))!.Model.Network.ParameterCount);

    [Fact]
    public void A_checkpoint_of_two_networks_asks_which() =>
        Assert.Contains("a PyTorch file with 2 state dicts ('generator', 'discriminator'); save the one that is wanted",
            Message("torch-checkpoint-two.pt"), StringComparison.Ordinal);

    [Fact]
    public void A_pickled_module_is_refused_by_what_would_have_to_be_run() =>
        Assert.Contains("is a Python pickle with the object 'torch.nn.modules.container.Sequential', which would have to be run and is not",
            Message("torch-mlp-module.pt"), StringComparison.Ordinal);

    [Fact]
    public void A_pickle_that_calls_a_program_is_refused_and_calls_nothing()
    {
        using var folder = new Folder();
        string path = folder["evil.pt"];
        string proof = path + ".ran";
        using (var zip = System.IO.Compression.ZipFile.Open(path, System.IO.Compression.ZipArchiveMode.Create))
        using (Stream member = zip.CreateEntry("evil/data.pkl").Open())
            member.Write(
                [0x80, 2, .. System.Text.Encoding.ASCII.GetBytes($"cposix\nsystem\n(X{(char)(6 + proof.Length)}\0\0\0touch {proof}tR.")]);
        Assert.Contains("the object 'posix.system'", Assert.Throws<GliaException>(() => ForeignModels.Open(path)).Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists(proof));
    }

    [Fact]
    public void A_file_that_is_cut_off_or_changed_anywhere_gives_an_answer_or_a_sentence() =>
        Mutations.Try(path => ForeignModels.Open(path, s_relu), "torch-mlp.pt", "torch-mlp-old.pth", "torch-mlp-views.pt");

    private static string Message(string file) => Assert.Throws<GliaException>(() => ForeignModels.Open(Fixture.Of(file))).Message;
}
