
namespace Glia.Interop.Tests;

/// <summary>Networks of other programs give what those programs say they give, or are refused in a sentence.</summary>
public class SharedNetworkTests
{
    public static TheoryData<string> Keras => SharedCase.Of("keras", "h5edge", "tfjs");

    [Theory]
    [MemberData(nameof(Keras))]
    public void Keras_and_TensorFlow_js(string name) => Check(SharedCase.Named(name));

    private static void Check(SharedCase one)
    {
        string file = ModelOf(one);
        if (one.Expect.Contains("refuse", StringComparison.Ordinal))
        {
            Refusal.Check(() => ForeignModels.Open(file), one.Expect.Contains("or", StringComparison.Ordinal));
            return;
        }
        ForeignModel? model;
        try
        {
            model = ForeignModels.Open(file);
        }
        catch (GliaException error) when (error.Message.Contains("chain", StringComparison.Ordinal))
        {
            // Networks are chains so far; a graph is refused by the name of the layer at which it parts.
            Assert.Contains("residual", one.Folder, StringComparison.Ordinal);
            return;
        }
        Assert.NotNull(model);
        Answers.Check(model.Model, one.PathOf("inputs.npy"), one.PathOf("outputs.npy"), one.Tolerance);
    }

    private static string ModelOf(SharedCase one) =>
        one.Files.FirstOrDefault(file => Path.GetFileName(file) is "model.json" && one.Files.Length > 1 && one.Folder.Contains("tfjs",
            StringComparison.Ordinal))
        ?? one.Files.First(file => Path.GetExtension(file) is not (".json" or ".pb"));
}
