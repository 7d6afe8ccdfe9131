using System.Text;
using System.Text.RegularExpressions;

namespace Glia.Programs.Frameworks;

/// <summary>
/// A library's words for what remedies say in Keras': the rules know one spelling of every setting, and a vocabulary the other. The first
/// phrase that fits at a place is taken, so whole sentences come before the words they are made of.
/// </summary>
internal sealed class Vocabulary
{
    private readonly (Regex Keras, string Own)[] _phrases;

    /// <summary>A vocabulary.</summary>
    /// <param name="phrases">Pairs of a regular expression and what stands for it, with <c>$1</c> for its first group.</param>
    public Vocabulary(params ReadOnlySpan<(string Keras, string Own)> phrases)
    {
        _phrases = new (Regex, string)[phrases.Length];
        for (int i = 0; i < phrases.Length; i++)
            _phrases[i] = (new Regex(phrases[i].Keras, RegexOptions.CultureInvariant), phrases[i].Own);
    }

    /// <summary>PyTorch's.</summary>
    /// <param name="loss">The program's loss: <c>CrossEntropyLoss</c>.</param>
    public static Vocabulary OfTorch(string loss) => new(
        (@"Set from_logits to false, or remove the (\w+)", $"Give {loss} the logits: remove the $1"),
        ("Remove one softmax, or set from_logits to false", $"Remove one softmax: {loss} takes the logits"),
        (@"End in activation=""(\w+)"", or set from_logits to true",
            $"Give {loss} what torch.$1 makes of the last sums, or give those to BCEWithLogitsLoss"),
        ("set from_logits to true", "use CrossEntropyLoss or BCEWithLogitsLoss, which take logits"),
        (@"End in activation=""softmax"" and use the loss (?:sparse_)?categorical_crossentropy",
            "Give CrossEntropyLoss the last sums, without a softmax"),
        (@"End in activation=""sigmoid"" and use the loss binary_crossentropy",
            "Give BCEWithLogitsLoss the last sums, without a sigmoid"),
        (@"End in activation=""linear"" and use the loss", "End in the last sums as they are, and use"),
        ("Encode the targets one-hot, or use sparse_categorical_crossentropy with softmax", "Give CrossEntropyLoss the logits"),
        ("sparse_categorical_crossentropy, or encode the targets one-hot", "CrossEntropyLoss, which takes the numbers of classes"),
        (@"(?:sparse_)?categorical_crossentropy with softmax|activation=""softmax"" and (?:sparse_)?categorical_crossentropy",
            "CrossEntropyLoss, without a softmax before it"),
        (@"binary_crossentropy with sigmoid|activation=""sigmoid"" with binary_crossentropy",
            "BCEWithLogitsLoss, without a sigmoid before it"),
        (@"Dense\((\d+), activation=""relu""\)", "nn.Linear(..., $1) and nn.ReLU()"),
        (@" with kernel_initializer=""he_normal""", " and nn.init.kaiming_normal_"),
        (@"activation=""linear""", "no activation"),
        (@"activation=""(\w+)""", "torch.$1"),
        ("(?:sparse_)?categorical_crossentropy", "CrossEntropyLoss"),
        ("binary_crossentropy", loss.StartsWith("BCE", StringComparison.Ordinal) ? loss : "BCELoss"),
        ("mean_squared_error", "MSELoss"),
        ("mean_absolute_error", "L1Loss"),
        ("he_normal weights", "weights by nn.init.kaiming_normal_"),
        ("he_normal", "nn.init.kaiming_normal_"),
        ("glorot_uniform", "nn.init.xavier_uniform_"),
        ("leaky_relu", "nn.LeakyReLU"),
        ("(?:Set trainable to true|Make the layer trainable)", "Set requires_grad to True"),
        ("Set use_bias to true", "Set bias=True"),
        ("Set shuffle to true", "Give the DataLoader shuffle=True"),
        // PyTorch counts the share that is new, Keras the share that stays.
        (@"^Momentum 0\.99", "momentum=0.01"),
        (@"or momentum 0\.9\b", "or momentum=0.1"),
        (@"\blearning_rate\b", "lr"));

    /// <summary>scikit-learn's. What its networks leave no choice in, such as the start of the weights, is left out.</summary>
    public static Vocabulary OfSklearn { get; } = new(
        (@"Start again with he_normal weights and a lower learning rate, or use leaky_relu",
            "Start again with another random_state and a lower learning_rate_init"),
        (@"Early stopping with patience \d+ and min_delta \S+ ends the run",
            "The fit ends where the loss has not fallen by tol in more epochs than n_iter_no_change; a copy of it ends"),
        ("Let early stopping wait longer: patience 10 or more, min_delta 0, restore_best_weights true", "Set tol=0"),
        (@", he_normal weights and scaled inputs", " and scaled inputs"),
        (@"Dense\((\d+), activation=""relu""\) before the last", "hidden_layer_sizes=($1,)"),
        (@" with kernel_initializer=""he_normal""( in [^.]*)?", ""),
        (@"activation=""sigmoid""", "activation='logistic'"),
        (@"activation=""linear""", "activation='identity'"),
        (@"activation=""(\w+)""", "activation='$1'"),
        ("Set shuffle to true", "Set shuffle=True"),
        ("Widen the layer or use leaky_relu", "Widen the layer"),
        ("(?:sparse_)?categorical_crossentropy|binary_crossentropy", "log_loss"),
        ("mean_squared_error", "squared_error"),
        (@"\blearning_rate\b", "learning_rate_init"));

    /// <summary>A sentence in the library's words.</summary>
    public string Say(string sentence)
    {
        int at = 0;
        var said = new StringBuilder();
        while (at < sentence.Length)
        {
            (Match Match, string Own)? next = null;
            foreach (var (keras, own) in _phrases)
                if (keras.Match(sentence, at) is { Success: true } match && (next is null || match.Index < next.Value.Match.Index))
                    next = (match, own);
            if (next is not { } found) break;
            said.Append(sentence, at, found.Match.Index - at).Append(found.Match.Result(found.Own));
            at = found.Match.Index + found.Match.Length;
        }
        return said.Append(sentence, at, sentence.Length - at).ToString();
    }
}
