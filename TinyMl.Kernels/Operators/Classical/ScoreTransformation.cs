using TinyMl.Arithmetic;

namespace TinyMl.Operators.Classical;

/// <summary>
/// The transforms that ONNX-ML applies to the scores of a sample, as ONNX Runtime computes them (onnxruntime/core/providers/cpu/ml/ml_common.h), within rounding.
/// </summary>
internal static class ScoreTransformation
{
    public const int None = 0;
    public const int Softmax = 1;
    public const int Logistic = 2;
    public const int SoftmaxZero = 3;
    public const int Probit = 4;

    // What SoftmaxZero takes for zero.
    private const float Zero = 0.0000001f;

    /// <summary>Transforms the scores of one sample in their place.</summary>
    public static void Apply(int transform, Float32Span scores)
    {
        if (transform is Softmax or SoftmaxZero)
        {
            Normalize(scores, skipZeros: transform == SoftmaxZero);
            return;
        }

        for (int i = 0; i < scores.Length; i++) scores[i] = Of(transform, scores[i]);
    }

    /// <summary>The inverse of the normal distribution, by Winitzki's approximation of the inverse error function, each operation in binary32.</summary>
    public static float ProbitOf(float probability)
    {
        const float a = 0.147f;
        const float twoOverPiA = 2 / (3.14159274f * a);
        float x = (float)((float)(2 * probability) - 1);
        float log = (float)Logarithm.Log((float)((float)(1 - x) * (float)(1 + x)));
        float v = (float)(twoOverPiA + (float)(0.5f * log));
        float v2 = (float)((float)(1 / a) * log);
        float root = (float)System.Math.Sqrt((float)((float)(v * v) - v2));
        float inverse = (float)System.Math.Sqrt((float)(-v + root));
        return (float)(1.41421354f * (x < 0 ? -inverse : inverse));
    }

    private static float Of(int transform, float score) => transform switch
    {
        Logistic => (float)Exponential.Logistic(score),
        Probit => ProbitOf(score),
        _ => (float)(score + 0f),
    };

    // Exponentials of the differences to the largest score, so that none overflows, in binary32.
    private static void Normalize(Float32Span scores, bool skipZeros)
    {
        float largest = float.MinValue;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] > largest) largest = scores[i];
        }

        float atZero = (float)Exponential.Exp(-largest);
        float sum = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            float score = scores[i];
            if (skipZeros && score <= Zero && score >= -Zero)
            {
                scores[i] = (float)(score * atZero);
                continue;
            }

            float power = (float)Exponential.Exp((float)(score - largest));
            scores[i] = power;
            sum = (float)(sum + power);
        }

        for (int i = 0; i < scores.Length; i++) scores[i] = (float)(scores[i] / sum);
    }
}
