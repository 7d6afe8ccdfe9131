using Glia.Data;
using Glia.Experiments;
using Glia.Layers;
using Glia.Tests.Shared;
using Glia.Training;

namespace Glia.Tests;

/// <summary>What the library says does not depend on the culture of the application it is used in.</summary>
public class CultureTests
{
    private static readonly Func<string>[] Said =
    [
        () => new Network(new Shape(1000, 2), new Flatten(), new Dense(1500, "relu") { Name = "wide" }).ToString(),
        () => LearningVerdict.NotFinite(1, 12345).Sentence,
        () => LearningVerdict.Values(new Glia.Metrics.Evaluation(1234, 0.5, 0, new int[1, 1], 0.25), 0.75, "test rows",
            trained: true).Sentence,
        () => Refused(() => new Targets(new float[1001], 2)),
        () => Refused(() => Experiment.Parse("e.json",
            """{"data": {"source": "mnist"}, "training": {"optimizer": {"class_name": "SGD", "momentum": 1.5}}}""")),
        () => Refused(() => Experiment.Parse("e.json",
            """{"data": {"source": "mnist"}, "training": {"optimizer": {"class_name": "SGD", "learning_rate": -1234.5}}}""")),
        () => Refused(() =>
            Glia.Losses.LossCatalogue.Create(System.Text.Json.Nodes.JsonNode.Parse("""{"class_name": "huber", "delta": -0.5}"""), "loss")),
        () => Refused(() => new Trainer(new Network(new Shape(2), new Dense(3, "softmax")), "sparse_categorical_crossentropy", "SGD")
            .Evaluate(Dataset.Values(new float[2], 2, [-1.5f]))),
    ];

    public static TheoryData<int> Sentences => [.. Enumerable.Range(0, Said.Length)];

    [Theory, MemberData(nameof(Sentences))]
    public void A_sentence_is_the_same_in_every_culture(int number)
    {
        string said = Said[number]();
        Assert.NotEqual("", said);
        Assert.Equal(said, CommaCulture.Run(Said[number]));
    }

    private static string Refused(Func<object> work) => Record.Exception(work)?.Message
        ?? throw new InvalidOperationException("It was accepted.");
}
