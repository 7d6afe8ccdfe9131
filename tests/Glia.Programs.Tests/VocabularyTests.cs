using Glia.Programs.Frameworks;

namespace Glia.Programs.Tests;

/// <summary>Remedies in a library's own words.</summary>
public class VocabularyTests
{
    // What stands in remedies as Keras spells it.
    private static readonly string[] s_keras = ["from_logits", "activation=\"", "kernel_initializer", "use_bias", "Dense(", "crossentropy",
        "he_normal", "glorot_", "leaky_relu", "trainable to", "learning_rate"];

    // What scikit-learn leaves no choice in: its networks have none of it.
    private static readonly string[] s_notOfSklearn = ["from_logits", "use_bias", "he_normal", "glorot_", "trainable to", "learning_rate"];

    public static TheoryData<string> Remedies => [.. Glia.Doctor.Findings.Fault.All.Select(fault => fault.Remedy).Distinct()];

    [Theory]
    [MemberData(nameof(Remedies))]
    public void No_word_of_Keras_is_left_in_a_remedy(string remedy)
    {
        string torch = Vocabulary.OfTorch("CrossEntropyLoss").Say(remedy), sklearn = Vocabulary.OfSklearn.Say(remedy);
        // w = w - learning_rate * gradient is a line of the program's own.
        if (remedy.StartsWith("w = w", StringComparison.Ordinal)) return;
        Assert.DoesNotContain(s_keras, word => torch.Contains(word, StringComparison.Ordinal));
        Assert.DoesNotContain(s_keras.Except(s_notOfSklearn), word => sklearn.Contains(word, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Set from_logits to false, or remove the softmax.", "Give CrossEntropyLoss the logits: remove the softmax.")]
    [InlineData("End in activation=\"softmax\" and use the loss sparse_categorical_crossentropy.",
        "Give CrossEntropyLoss the last sums, without a softmax.")]
    [InlineData("End in activation=\"linear\" and use the loss mean_squared_error.", "End in the last sums as they are, and use MSELoss.")]
    [InlineData("Use activation=\"relu\" with kernel_initializer=\"he_normal\" in dense and dense_1.",
        "Use torch.relu and nn.init.kaiming_normal_ in dense and dense_1.")]
    [InlineData("Set trainable to true in dense.", "Set requires_grad to True in dense.")]
    [InlineData("More steps, or momentum 0.9.", "More steps, or momentum=0.1.")]
    [InlineData("Momentum 0.99.", "momentum=0.01.")]
    [InlineData("Epsilon 1e-7, momentum 0.9, slower decay.", "Epsilon 1e-7, momentum 0.9, slower decay.")]
    [InlineData("Add a hidden layer: Dense(32, activation=\"relu\") before the last.",
        "Add a hidden layer: nn.Linear(..., 32) and nn.ReLU() before the last.")]
    public void PyTorch_is_told_what_PyTorch_has(string keras, string torch) =>
        Assert.Equal(torch, Vocabulary.OfTorch("CrossEntropyLoss").Say(keras));

    [Theory]
    [InlineData("Use activation=\"relu\" with kernel_initializer=\"he_normal\" in dense.", "Use activation='relu'.")]
    [InlineData("Add a hidden layer: Dense(32, activation=\"relu\") before the last.", "Add a hidden layer: hidden_layer_sizes=(32,).")]
    [InlineData("Start again with he_normal weights and a lower learning rate, or use leaky_relu.",
        "Start again with another random_state and a lower learning_rate_init.")]
    [InlineData("Stop; start again with a tenth of the learning rate, he_normal weights and scaled inputs. Dead units do not recover.",
        "Stop; start again with a tenth of the learning rate and scaled inputs. Dead units do not recover.")]
    public void Scikit_learn_is_told_what_it_has(string keras, string sklearn) => Assert.Equal(sklearn, Vocabulary.OfSklearn.Say(keras));
}
