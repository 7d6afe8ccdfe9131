using Glia.Layers;
using Glia.Losses;

namespace Glia.Tests.Losses;

/// <summary>What each loss says of itself.</summary>
public class LossFactTests
{
    public static TheoryData<string> Names => [.. LossCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_names_an_activation_that_makes_its_probabilities_where_it_takes_them_and_only_there(string name)
    {
        Loss loss = LossCatalogue.Create(name, "loss");
        Assert.Equal(loss.Takes == LossInput.Probabilities, loss.ProbabilitiesBy is not null);
        if (loss.ProbabilitiesBy is { } function) Assert.True(ActivationCatalogue.Create(function, "activation").GivesProbabilities);
    }

    [Fact]
    public void Logits_leave_the_activation_the_same()
    {
        Assert.Equal("softmax", new CategoricalCrossentropy(fromLogits: true).ProbabilitiesBy);
        Assert.Equal("softmax", new SparseCategoricalCrossentropy(fromLogits: true).ProbabilitiesBy);
        Assert.Equal("sigmoid", new BinaryCrossentropy(fromLogits: true).ProbabilitiesBy);
    }
}
