import { z } from "zod";
declare const CardSchema: z.ZodObject<{
    id: z.ZodString;
    version: z.ZodString;
    task: z.ZodString;
    method: z.ZodString;
    license: z.ZodString;
    networks: z.ZodRecord<z.ZodString, z.ZodObject<{
        file: z.ZodString;
        sha256: z.ZodString;
        inputs: z.ZodRecord<z.ZodString, z.ZodArray<z.ZodUnion<readonly [z.ZodInt, z.ZodString]>>>;
        outputs: z.ZodRecord<z.ZodString, z.ZodArray<z.ZodUnion<readonly [z.ZodInt, z.ZodString]>>>;
    }, z.core.$strict>>;
    data: z.ZodExactOptional<z.ZodRecord<z.ZodString, z.ZodObject<{
        file: z.ZodString;
        sha256: z.ZodString;
    }, z.core.$strict>>>;
    scales: z.ZodArray<z.ZodNumber>;
    channels: z.ZodInt;
    size: z.ZodObject<{
        multipleOf: z.ZodInt;
        minimum: z.ZodInt;
    }, z.core.$strict>;
    halo: z.ZodInt;
    normalization: z.ZodObject<{
        low: z.ZodUnion<readonly [z.ZodNumber, z.ZodEnum<{
            fixed: "fixed";
            zero: "zero";
        }>]>;
        high: z.ZodNumber;
    }, z.core.$strict>;
    diffusion: z.ZodExactOptional<z.ZodObject<{
        prediction: z.ZodEnum<{
            epsilon: "epsilon";
            v: "v";
            x0: "x0";
        }>;
        schedule: z.ZodDiscriminatedUnion<[z.ZodObject<{
            kind: z.ZodLiteral<"linear">;
            steps: z.ZodInt;
        }, z.core.$strict>, z.ZodObject<{
            kind: z.ZodLiteral<"cosine">;
            steps: z.ZodInt;
            s: z.ZodNumber;
        }, z.core.$strict>, z.ZodObject<{
            kind: z.ZodLiteral<"ve">;
            minimum: z.ZodNumber;
            maximum: z.ZodNumber;
        }, z.core.$strict>], "kind">;
        residualScale: z.ZodExactOptional<z.ZodNumber>;
        presets: z.ZodRecord<z.ZodString, z.ZodObject<{
            sampler: z.ZodEnum<{
                ddim: "ddim";
                ddpm: "ddpm";
                "dpm-solver++": "dpm-solver++";
                "probability-flow": "probability-flow";
                "reverse-diffusion": "reverse-diffusion";
            }>;
            steps: z.ZodInt;
            eta: z.ZodExactOptional<z.ZodNumber>;
            spacing: z.ZodExactOptional<z.ZodEnum<{
                even: "even";
                "log-snr": "log-snr";
                stride: "stride";
                trailing: "trailing";
            }>>;
            from: z.ZodExactOptional<z.ZodInt>;
        }, z.core.$strict>>;
    }, z.core.$strict>>;
    uncertainty: z.ZodExactOptional<z.ZodObject<{
        factors: z.ZodRecord<z.ZodEnum<{
            balanced: "balanced";
            detail: "detail";
            fidelity: "fidelity";
        }> & z.core.$partial, z.ZodNumber>;
    }, z.core.$strict>>;
    trainedOn: z.ZodArray<z.ZodObject<{
        name: z.ZodString;
        license: z.ZodString;
    }, z.core.$loose>>;
    training: z.ZodObject<{
        command: z.ZodString;
        commit: z.ZodString;
    }, z.core.$loose>;
    figures: z.ZodRecord<z.ZodString, z.ZodUnknown>;
    limits: z.ZodString;
    intendedUse: z.ZodString;
}, z.core.$strict>;
/** models/<id>/card.json: what a model is, as data. Code never branches on a model's name. */
export type Card = z.infer<typeof CardSchema>;
export type NetworkCard = Card["networks"][string];
/** Throws bad-model naming the field and what it should be. `subject` is the card's path. */
export declare function parseCard(json: unknown, subject: string): Card;
/** The card of a model's folder. Throws bad-model where there is none, it is no JSON or it breaks a rule. */
export declare function readCard(folder: string): Promise<Card>;
/** Bytes of a file that the card names, refused where the hash differs: nothing else reaches the runtime. */
export declare function readVerified(folder: string, { file, sha256 }: {
    readonly file: string;
    readonly sha256: string;
}): Promise<Uint8Array<ArrayBuffer>>;
/** One hash for all files of a model, whatever their order in the card. */
export declare function modelHash({ networks, data }: Card): string;
export {};
